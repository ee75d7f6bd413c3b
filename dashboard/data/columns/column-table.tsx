import { useCallback, useMemo, useState } from 'react';
import { type HistogramBar, histogram } from '../../../lib/charts/histogram.ts';
import type {
  ColumnMapping,
  Distribution,
  Mapping,
  MappingOverride,
  MappingWarning,
} from '../../shared/api.ts';
import { Sketch } from '../../shared/charts/chart.tsx';
import { Choice } from '../../shared/controls/choice.tsx';
import { type Format, useFormat } from '../../shared/texts/format.ts';
import { type Translate, useTexts } from '../../shared/texts/texts.ts';
import { uploadTexts } from '../upload/upload-texts.ts';
import { blankTouchpoints, isOffScale } from './notes.ts';
import { isLeftOut, isOffered, type Reading, readingOf, readings, scaleOf, withColumn } from './read-as.ts';
import { reasonText } from './reasons.ts';

type Words = Translate<keyof (typeof uploadTexts)['en']>;

interface ColumnTableProps {
  readonly table: { readonly mapping: Mapping; readonly distributions?: readonly Distribution[] };
  readonly said: MappingOverride;
  /** Absent where the mapping is read-only. */
  readonly onSay?: (said: MappingOverride) => void;
}

interface Row {
  readonly mapped: ColumnMapping;
  readonly distribution: Distribution;
  readonly warnings: readonly MappingWarning[];
  /** Rows that name no touchpoint, in the column of touchpoints, and where they go. */
  readonly blank?: { readonly count: number; readonly touchpoint: string };
}

const rowsOf = ({ mapping, distributions = [] }: ColumnTableProps['table'], said: MappingOverride): Row[] =>
  mapping.columns.map((mapped) => {
    const distribution = distributions.find(({ column }) => column === mapped.column) ?? {
      column: mapped.column,
      rows: 0,
      empty: 0,
    };
    return {
      mapped,
      distribution,
      warnings:
        said.columns?.[mapped.column] === undefined
          ? mapping.warnings.filter(({ column }) => column === mapped.column)
          : [],
      ...blankTouchpoints(mapping, mapped, distribution),
    };
  });

/** Every column with how it is read, and a list to change that. */
export const ColumnTable = ({ table, said, onSay }: ColumnTableProps) => {
  const t = useTexts(uploadTexts);
  const [all, setAll] = useState(false);
  const rows = useMemo(() => rowsOf(table, said), [table, said]);
  const isSaid = ({ mapped }: Row): boolean => said.columns?.[mapped.column] !== undefined;
  const alone = (row: Row): boolean => !isLeftOut(row.mapped) || row.warnings.length > 0 || isSaid(row);
  const hasSpread = table.distributions !== undefined;
  const leftOut = rows.filter((row) => !alone(row));
  const shown = all ? rows : rows.filter(alone);
  return (
    <>
      <table className="rows-table columns">
        <thead>
          <tr>
            <th scope="col" className="wide">
              {t('column')}
            </th>
            <th scope="col" className="wide">
              {t('samples')}
            </th>
            {hasSpread ? (
              <th scope="col" className="narrow">
                {t('values')}
              </th>
            ) : null}
            <th scope="col" className="widest">
              {t('readAs')}
            </th>
            <th scope="col" className="narrowest">
              {t('sure')}
            </th>
            <th scope="col">{t('note')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <ColumnRow key={row.mapped.column} row={row} hasSpread={hasSpread} said={said} onSay={onSay} />
          ))}
        </tbody>
      </table>
      {leftOut.length === 0 ? null : (
        <div className="left-out">
          <h3>{t('leftOut')}</h3>
          <ul>
            {leftOut.map(({ mapped }) => (
              <li key={mapped.column}>
                <strong>{mapped.column}</strong>{' '}
                <span className="quiet">{reasonText(mapped.because, t.language)}</span>
              </li>
            ))}
          </ul>
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'hideLeftOut' : 'showLeftOut')}
          </button>
        </div>
      )}
    </>
  );
};

const readingText = (reading: Reading, t: Words): string =>
  reading === 'touchpoint' ? t('touchpointColumn') : t(reading);

interface RowProps {
  readonly row: Row;
  readonly hasSpread: boolean;
  readonly said: MappingOverride;
  readonly onSay: ((said: MappingOverride) => void) | undefined;
}

const ColumnRow = ({ row, hasSpread, said, onSay }: RowProps) => {
  const t = useTexts(uploadTexts);
  const format = useFormat();
  const { mapped, distribution } = row;
  const { column, question, samples, meaning, confidence } = mapped;
  const isSaid = said.columns?.[column] !== undefined;
  return (
    <tr>
      <th scope="row">
        {column}
        {question === undefined || question === column ? null : (
          <span className="quiet column-question">{question}</span>
        )}
      </th>
      <td className="samples" title={samples.join(' · ')}>
        {samples.length === 0 && meaning.field !== 'comment' ? (
          <span className="quiet">{distribution.rows > distribution.empty ? t('hidden') : ''}</span>
        ) : (
          samples.join(' · ')
        )}
      </td>
      {hasSpread ? (
        <td className="spread">
          <Spread row={row} />
        </td>
      ) : null}
      <td className="read-as">
        {onSay === undefined ? (
          readingText(readingOf(meaning), t)
        ) : (
          <ReadAs mapped={mapped} onRead={(claim) => onSay(withColumn(said, column, claim))} />
        )}
      </td>
      <td className="quiet sure">{isSaid ? '' : format.level(confidence, 'share')}</td>
      <td className="note">
        <Note row={row} isSaid={isSaid} />
      </td>
    </tr>
  );
};

interface ReadAsProps {
  readonly mapped: ColumnMapping;
  readonly onRead: (claim: string) => void;
}

const ReadAs = ({ mapped: { column, meaning }, onRead }: ReadAsProps) => {
  const t = useTexts(uploadTexts);
  const reading = readingOf(meaning);
  const scale = scaleOf(meaning);
  const offered: readonly Reading[] = isOffered(reading) ? readings : [reading, ...readings];
  return (
    <Choice
      label={`${t('readAs')}, ${column}`}
      labelUnseen
      value={reading}
      options={offered.map((id) => ({ id, text: readingText(id, t) }))}
      onChoose={(chosen) => {
        if (chosen !== reading) onRead(chosen);
      }}
    >
      {readingText(reading, t)}{' '}
      {scale === undefined ? null : <span className="quiet">{t('between', scale)}</span>}
    </Choice>
  );
};

const warningText = ({ code, cells = 0, values = [] }: MappingWarning, t: Words): string =>
  t(code, { cells, values: values.map((value) => `“${value}”`).join(', ') });

const Note = ({
  row: { mapped, warnings, blank },
  isSaid,
}: {
  readonly row: Row;
  readonly isSaid: boolean;
}) => {
  const t = useTexts(uploadTexts);
  if (warnings.length > 0)
    return warnings.map((warning) => (
      <span key={warning.code} className="warning">
        <span aria-hidden="true" className="warning-sign">
          !
        </span>{' '}
        {warningText(warning, t)}
      </span>
    ));
  if (blank !== undefined) return <span className="quiet">{t('noTouchpoint', blank)}</span>;
  if (isSaid) return <span className="quiet">{t('yourWord')}</span>;
  return isLeftOut(mapped) ? <span className="quiet">{reasonText(mapped.because, t.language)}</span> : null;
};

const hasBars = ({ mapped, distribution }: Row): boolean =>
  distribution.numbers !== undefined ||
  (distribution.values !== undefined && mapped.meaning.field === 'rating');

const barsOf = ({ mapped, distribution }: Row, t: Words, format: Format): HistogramBar[] => {
  const { values, numbers = [] } = distribution;
  if (values !== undefined)
    return values.map(({ value, count }) => ({
      count,
      odd: isOffScale(mapped, value),
      sentence: t('valueSentence', { value, count }),
    }));
  return numbers.map(({ from, to = from, count }) => ({
    count,
    sentence: t('rangeSentence', { from: format.count(from), to: format.count(to), count }),
  }));
};

/** The distribution of the values: as bars for numbers, otherwise the number of distinct values. */
const Spread = ({ row }: { readonly row: Row }) => {
  const t = useTexts(uploadTexts);
  const format = useFormat();
  const { mapped, distribution } = row;
  const { rows, empty, distinct } = distribution;
  const bars = useMemo(() => barsOf(row, t, format), [row, t, format]);
  const draw = useCallback((width: number) => histogram(bars, width), [bars]);
  const filled = rows - empty;
  const filledText = t('filled', { filled: format.count(filled), rows: format.count(rows) });
  const isText = mapped.meaning.field === 'comment';
  if (!hasBars(row))
    return (
      <span>
        {distinct === undefined || isText || filled === 0 ? filledText : t('different', { count: distinct })}
      </span>
    );
  const about = t('spread', { column: mapped.column });
  return (
    <>
      <Sketch label={`${about}. ${bars.map(({ sentence }) => sentence).join('; ')}`} draw={draw} />
      {empty === 0 ? null : <span className="quiet">{filledText}</span>}
    </>
  );
};
