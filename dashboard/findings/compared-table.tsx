import {
  beforeName,
  comparedFigures,
  differenceInterval,
  endNames,
  unitText,
  valueText,
  type Wording,
} from '../shared/findings/presentation.ts';

/** Every figure that was compared, those of the findings first. */
export const ComparedTable = ({ wording }: { readonly wording: Wording }) => {
  const { t, format, answer } = wording;
  const { compared, tooFew } = comparedFigures(answer);
  const numbers = [...endNames(wording), t('difference'), t('interval'), t('count')];
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
        <table>
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
            {[...compared, ...tooFew].map(({ where, what, unit, before, after, difference, status }) => (
              <tr key={`${where.name} ${what.series} ${what.metric}`}>
                <th scope="row">{where.name}</th>
                <td>{what.name}</td>
                <td className="number">{valueText(before, unit, wording)}</td>
                <td className="number">{valueText(after, unit, wording)}</td>
                <td className="number">
                  {format.difference(difference.value, unit)} {unitText(unit, wording)}
                </td>
                <td className="number">{differenceInterval(difference, unit, wording)}</td>
                <td className="number">
                  {format.count(before.n)}, {format.count(after.n)}
                </td>
                <td className={status === 'significant' ? undefined : 'quiet'}>{t(status)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
};
