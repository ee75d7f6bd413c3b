import { useQuery } from '@tanstack/react-query';
import { type TaxonomyPreview, touchpointsQuery } from '../../shared/api.ts';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { editTexts } from './edit-texts.ts';

interface EffectProps {
  readonly preview: TaxonomyPreview;
  /** In words. */
  readonly period: string;
}

const maxRows = 8;

/** What an edit would change, before it is done. */
export const Effect = ({ preview, period }: EffectProps) => {
  const t = useTexts(editTexts);
  const format = useFormat();
  const { effect, examined, sameReading, partial } = preview;
  return (
    <section className="edit-effect" aria-live="polite" aria-label={t('effect')}>
      <h3>{t('effect')}</h3>
      {sameReading ? <p>{t('sameReading')}</p> : null}
      {effect === undefined ? <p>{t('effectWithheld', { period })}</p> : null}
      {effect === undefined || sameReading ? null : (
        <>
          <p>
            {t('effectLead', { changed: effect.changed, comments: format.count(effect.comments), period })}{' '}
            {t('effectCovered', {
              before: format.count(effect.coveredBefore),
              after: format.count(effect.coveredAfter),
            })}
          </p>
          {examined.responses < examined.of ? (
            <p>
              {t('effectExamined', {
                examined: format.count(examined.responses),
                of: format.count(examined.of),
              })}
            </p>
          ) : null}
          {partial ? <p className="quiet">{t('effectPartial')}</p> : null}
          <EffectTables effect={effect} names={preview.names} />
          <p className="quiet">{t('readAgainAfter')}</p>
        </>
      )}
    </section>
  );
};

interface TablesProps {
  readonly effect: NonNullable<TaxonomyPreview['effect']>;
  readonly names: TaxonomyPreview['names'];
}

const EffectTables = ({ effect, names }: TablesProps) => {
  const t = useTexts(editTexts);
  const format = useFormat();
  const { data } = useQuery(touchpointsQuery);
  const nameOf = (id: string): string => names[id] ?? id;
  const places = new Map(data?.touchpoints.map(({ id, name }) => [id, name]));
  const touched = effect.touchpoints.filter(({ changed }) => changed > 0);
  if (effect.changed === 0) return null;
  return (
    <>
      {effect.moves.length === 0 ? null : (
        <>
          <h4>{t('moves')}</h4>
          <ul className="edit-moves">
            {effect.moves.slice(0, maxRows).map(({ from, to, comments }) => (
              <li key={`${from} ${to}`}>
                {t('movesFromTo', { from: nameOf(from), to: nameOf(to) })}{' '}
                <span className="number">{format.count(comments)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <CountTable
        columns={[t('theme'), t('now'), t('afterwards')]}
        rows={effect.themes
          .slice(0, maxRows)
          .map(({ theme, before, after }) => ({ id: theme, name: nameOf(theme), counts: [before, after] }))}
      />
      <CountTable
        columns={[t('place'), t('comments'), t('changedColumn')]}
        rows={touched.map(({ touchpoint, comments, changed }) => ({
          id: touchpoint,
          name: places.get(touchpoint) ?? touchpoint,
          counts: [comments, changed],
        }))}
      />
    </>
  );
};

interface CountTableProps {
  /** The first is the one of the names. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly counts: readonly number[];
  }[];
}

const CountTable = ({ columns, rows }: CountTableProps) => {
  const format = useFormat();
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th key={column} scope="col" className={index === 0 ? undefined : 'number'}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, counts }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {counts.map((count, index) => (
              <td key={columns[index + 1]} className="number">
                {format.count(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
