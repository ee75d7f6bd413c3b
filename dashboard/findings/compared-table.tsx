import {
  beforeName,
  comparedFigures,
  differenceInterval,
  endNames,
  unitText,
  valueText,
  type Wording,
} from '../shared/findings/presentation.ts';
import { useWide } from '../shared/wide.ts';

/** Every figure that was compared, those of the findings first. */
export const ComparedTable = ({ wording }: { readonly wording: Wording }) => {
  const { t, answer } = wording;
  const { compared, tooFew } = comparedFigures(answer);
  const isWide = useWide();
  const rows = { figures: [...compared, ...tooFew], wording };
  const steadyIssues = answer.compared - compared.length;
  return (
    <>
      {steadyIssues === 0 ? null : (
        <p className="quiet findings-more">{t('steadyIssues', { count: steadyIssues })}</p>
      )}
      {tooFew.length === 0 ? null : (
        <p className="quiet findings-more">{t('tooFewToCompare', { count: tooFew.length })}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reached by keyboard */}
      <section className="compared" tabIndex={0} aria-label={t('compared', { before: beforeName(wording) })}>
        <table>{isWide ? <WideRows {...rows} /> : <NarrowRows {...rows} />}</table>
      </section>
    </>
  );
};

type Compared = ReturnType<typeof comparedFigures>['compared'][number];

interface RowsProps {
  readonly figures: readonly Compared[];
  readonly wording: Wording;
}

const keyOf = ({ where, what }: Compared): string => `${where.name} ${what.series} ${what.metric}`;

const differenceText = ({ difference, unit }: Compared, wording: Wording): string =>
  `${wording.format.difference(difference.value, unit)} ${unitText(unit, wording)}`;

const countsText = ({ before, after }: Compared, { format }: Wording): string =>
  `${format.count(before.n)}, ${format.count(after.n)}`;

const Verdict = ({ status, wording: { t } }: Pick<Compared, 'status'> & Pick<RowsProps, 'wording'>) => (
  <span className={status === 'significant' ? undefined : 'quiet'}>{t(status)}</span>
);

const WideRows = ({ figures, wording }: RowsProps) => {
  const { t } = wording;
  const numbers = [...endNames(wording), t('difference'), t('interval'), t('count')];
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t('place')}</th>
          <th scope="col">{t('what')}</th>
          {numbers.map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
          <th scope="col">{t('verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={keyOf(figure)}>
            <th scope="row">{figure.where.name}</th>
            <td>{figure.what.name}</td>
            <td className="number">{valueText(figure.before, figure.unit, wording)}</td>
            <td className="number">{valueText(figure.after, figure.unit, wording)}</td>
            <td className="number">{differenceText(figure, wording)}</td>
            <td className="number">{differenceInterval(figure.difference, figure.unit, wording)}</td>
            <td className="number">{countsText(figure, wording)}</td>
            <td>
              <Verdict status={figure.status} wording={wording} />
            </td>
          </tr>
        ))}
      </tbody>
    </>
  );
};

/** The same on a phone: three columns, each with two lines. */
const NarrowRows = ({ figures, wording }: RowsProps) => {
  const { t } = wording;
  const [before, after] = endNames(wording);
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col" className="number">
            {before} → {after}
          </th>
          <th scope="col" className="number">
            {t('difference')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={keyOf(figure)}>
            <th scope="row">
              {figure.what.name}
              <span className="quiet">{figure.where.name}</span>
            </th>
            <td className="number">
              {valueText(figure.before, figure.unit, wording)} →{' '}
              {valueText(figure.after, figure.unit, wording)}
              <span className="quiet">{t('n', { n: countsText(figure, wording) })}</span>
            </td>
            <td className="number">
              {differenceText(figure, wording)}
              <span className="quiet">{differenceInterval(figure.difference, figure.unit, wording)}</span>
              <Verdict status={figure.status} wording={wording} />
            </td>
          </tr>
        ))}
      </tbody>
    </>
  );
};
