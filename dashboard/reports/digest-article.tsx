import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { divergingRows } from '../../lib/charts/bars/diverging-rows.ts';
import { divergingBar } from '../../lib/charts/diverging-bar.ts';
import { trendLine } from '../../lib/charts/trend-line.ts';
import type { Digest, DigestAnswer, FindingsAnswer } from '../shared/api.ts';
import { Chart, Sketch } from '../shared/charts/chart.tsx';
import { ColumnAxis } from '../shared/charts/column-axis.tsx';
import { SaveChart } from '../shared/charts/save-chart.tsx';
import { FindingItem } from '../shared/findings/finding-item.tsx';
import { Ongoing } from '../shared/findings/ongoing.tsx';
import type { Wording } from '../shared/findings/presentation.ts';
import { texts as findingTexts } from '../shared/findings/texts.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import type { AskedDigest } from './asked.ts';
import { DigestControls } from './digest-controls.tsx';
import {
  barRows,
  curveOf,
  curveTable,
  type ThemeBar,
  themeBars,
  themesTable,
  type Words,
} from './pictures.ts';
import { Quotes } from './quotes.tsx';
import { texts } from './texts.ts';

interface DigestProps {
  readonly digest: Digest;
  readonly words: Words;
}

/** A digest as a page: what changed, what hurts as much as before, the scores in one table, and what is behind them. */
export const DigestArticle = ({
  answer,
  asked,
}: {
  readonly answer: DigestAnswer;
  readonly asked: AskedDigest;
}) => {
  const t = useTexts(texts);
  const format = useFormat();
  const words = useMemo((): Words => ({ t, format }), [t, format]);
  const { digest, narrative, issued } = answer;
  const { coverage } = digest;
  return (
    <article className="digest" lang={digest.lang}>
      <DigestControls digest={digest} asked={asked} />
      <h1>{digest.title}</h1>
      <p className="quiet">
        {digest.suppressed
          ? ''
          : t('coverage', {
              responses: format.count(coverage.responses),
              answers: format.count(coverage.scored),
            })}{' '}
        {t(issued ? 'issued' : 'computed')}
      </p>
      {narrative?.accepted ? <p className="digest-narrative">{narrative.text}</p> : null}
      {digest.findings === undefined ? (
        <p className="suppressed">{t('suppressedHow')}</p>
      ) : (
        <FindingSections digest={digest} answer={digest.findings} words={words} />
      )}
      {digest.partial && !digest.suppressed ? <p className="quiet">{t('partial')}</p> : null}
    </article>
  );
};

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="digest-section">
    <h2>{title}</h2>
    {children}
  </section>
);

const FindingSections = ({ digest, answer, words }: DigestProps & { readonly answer: FindingsAnswer }) => {
  const t = useTexts(findingTexts);
  const scope = useScope();
  const { format } = words;
  const wording = useMemo((): Wording => ({ t, format, scope, answer }), [t, format, scope, answer]);
  return (
    <>
      <Summary digest={digest} />
      {answer.findings.length === 0 ? null : (
        <>
          <Section title={words.t('changed')}>
            <ol className="finding-list">
              {answer.findings.map((finding, index) => (
                <FindingItem
                  key={finding.id}
                  finding={finding}
                  rank={index + 1}
                  target={undefined}
                  wording={wording}
                />
              ))}
            </ol>
          </Section>
          <Ongoing wording={wording} />
          <Signals digest={digest} words={words} />
          <Scores answer={answer} words={words} />
          <Details digest={digest} words={words} />
        </>
      )}
    </>
  );
};

/** How many things changed; of a period without news, all there is to say. */
const Summary = ({ digest }: Pick<DigestProps, 'digest'>) =>
  digest.facts
    .filter(({ section }) => section === 'summary')
    .map(({ id, headline, text }) => (
      <p key={id} className="digest-summary">
        <b>{headline}.</b> {text.slice(headline.length + 1)}
      </p>
    ));

const Signals = ({ digest, words: { t } }: DigestProps) => {
  const signals = digest.facts.filter(({ section }) => section === 'signals');
  if (signals.length === 0) return null;
  return (
    <Section title={t('signals')}>
      {signals.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </Section>
  );
};

const Scores = ({
  answer,
  words: { t, format },
}: {
  readonly answer: FindingsAnswer;
  readonly words: Words;
}) => (
  <Section title={t('scores')}>
    <div className="table-scroll">
      <table className="digest-table">
        <thead>
          <tr>
            <th scope="col">{t('score')}</th>
            <th scope="col" className="number">
              {t('now')}
            </th>
            <th scope="col">{t('interval')}</th>
            <th scope="col" className="number">
              {t('n')}
            </th>
            <th scope="col">{t('compared')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.scores.map(({ what, unit, figure, text, verdict }) => (
            <tr key={what.series}>
              <th scope="row">{what.name}</th>
              <td className="number">{format.level(figure.value, unit)}</td>
              <td>{format.interval(figure, unit)}</td>
              <td className="number">{format.count(figure.n)}</td>
              <td className={verdict === 'better' || verdict === 'worse' ? verdict : undefined}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </Section>
);

const Details = ({ digest, words }: DigestProps) => (
  <>
    <Curve digest={digest} words={words} />
    <Themes digest={digest} words={words} />
    <Touchpoints digest={digest} words={words} />
    <Quotes digest={digest} title={words.t('quotes')} />
  </>
);

const Curve = ({ digest, words }: DigestProps) => {
  const data = useMemo(() => curveOf(digest, words), [digest, words]);
  const draw = useCallback(
    (width: number) => trendLine(data ?? { points: [], domain: [0, 1], write: String }, width),
    [data],
  );
  if (data === undefined) return null;
  const title = words.t('overTime', { score: digest.headlines[0]?.name });
  return (
    <Section title={title}>
      <Chart label={title} draw={draw} table={curveTable(digest, words)} about={[digest.title]} />
    </Section>
  );
};

const Themes = ({ digest, words }: DigestProps) => {
  const { format } = words;
  const bars = useMemo(() => themeBars(digest, words), [digest, words]);
  // Negative comments are on the left: a count has no sign.
  const write = useCallback((value: number) => format.count(Math.abs(value)), [format]);
  const reach = bars[0]?.reach ?? 1;
  if (bars.length === 0) return null;
  return (
    <Section title={words.t('themes')}>
      <p className="quiet">{words.t('themesKey')}</p>
      <div className="digest-theme-row digest-themes-axis">
        <ColumnAxis domain={[-reach, reach]} write={write} side={0} />
      </div>
      <ul className="digest-themes">
        {bars.map((bar) => (
          <Theme key={bar.id} bar={bar} />
        ))}
      </ul>
      <SaveChart
        title={words.t('themes')}
        lines={[digest.title]}
        legend={words.t('themesKey')}
        draw={(width) => divergingRows(barRows(bars), width)}
        table={themesTable(digest, words)}
      />
    </Section>
  );
};

const Theme = ({ bar }: { readonly bar: ThemeBar }) => {
  const draw = useCallback((width: number) => divergingBar(bar, width), [bar]);
  return (
    <li className="digest-theme-row">
      <Link className="link" to={bar.href}>
        {bar.name}
      </Link>
      <span className="number">{bar.share}</span>
      <Sketch label={bar.sentence} draw={draw} />
    </li>
  );
};

const Touchpoints = ({ digest: { touchpoints, headlines }, words: { t, format } }: DigestProps) => {
  const [first] = headlines;
  if (touchpoints.length === 0 || first === undefined) return null;
  return (
    <Section title={t('touchpoints')}>
      <div className="table-scroll">
        <table className="digest-table">
          <thead>
            <tr>
              <th scope="col">{t('touchpoint')}</th>
              <th scope="col" className="number">
                {t('responses')}
              </th>
              <th scope="col" className="number">
                {first.name}
              </th>
              <th scope="col">{t('interval')}</th>
              <th scope="col" className="number">
                {t('n')}
              </th>
            </tr>
          </thead>
          <tbody>
            {touchpoints.map(({ id, name, responses, figure }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td className="number">{format.count(responses)}</td>
                <td className="number">
                  {figure === undefined ? t('notAsked') : format.level(figure.value, first.unit)}
                </td>
                <td>
                  {figure === undefined ? '' : format.interval(figure, first.unit)}
                  {figure?.enough === false ? ` ${t('few')}` : ''}
                </td>
                <td className="number">{figure === undefined ? '' : format.count(figure.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
};
