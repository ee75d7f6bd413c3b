import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type DivergingData, divergingBar, maxSide } from '../../../lib/charts/diverging-bar.ts';
import type { Theme, ThemeFacts, ThemesAnswer } from '../../shared/api.ts';
import { Sketch } from '../../shared/charts/chart.tsx';
import { ColumnAxis } from '../../shared/charts/column-axis.tsx';
import type { Scope } from '../../shared/scope/scope.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { movedTo, nameOf, sentenceOf, shareText, verdictOf, type Wording } from '../wording.ts';
import { type Branch, orderOf, treeOf } from './tree.ts';

interface TreeProps {
  readonly answer: ThemesAnswer;
  readonly wording: Wording;
}

/** Themes with their frequency, sentiment and changes; sub-themes are below their theme. */
export const ThemeTree = ({ answer, wording }: TreeProps) => {
  const order = orderOf(useScope());
  const tree = useMemo(() => treeOf(answer.themes, order), [answer.themes, order]);
  const reach = maxSide(answer.themes.flatMap(({ facts }) => facts ?? []));
  return (
    <>
      <ColumnHeads reach={reach} wording={wording} />
      <Branches branches={tree} reach={reach} wording={wording} />
    </>
  );
};

/** What the columns are, over the rows: for the eye only, each row says its sentence. */
const ColumnHeads = ({ reach, wording: { t, format } }: Omit<RowProps, 'theme'>) => {
  // Negative comments are on the left: a count has no sign.
  const write = useCallback((value: number) => format.count(Math.abs(value)), [format]);
  return (
    <div className="theme-row-short theme-heads" aria-hidden="true">
      <span>{t('theme')}</span>
      <span className="number">{t('shareHead')}</span>
      <div>
        <span className="theme-heads-sides">
          <span>{t('negativeHead')}</span>
          <span>{t('positiveHead')}</span>
        </span>
        <ColumnAxis domain={[-reach, reach]} write={write} side={0} />
      </div>
      <span className="number">{t('changeHead')}</span>
    </div>
  );
};

interface BranchesProps {
  readonly branches: readonly Branch[];
  readonly reach: number;
  readonly wording: Wording;
}

const Branches = ({ branches, reach, wording }: BranchesProps) => (
  <ul className="theme-branches">
    {branches.map(({ theme, below }) => (
      <li key={theme.id}>
        <Row theme={theme} reach={reach} wording={wording} />
        {below.length > 0 ? <Branches branches={below} reach={reach} wording={wording} /> : null}
      </li>
    ))}
  </ul>
);

interface RowProps {
  readonly theme: Theme;
  readonly reach: number;
  readonly wording: Wording;
}

/** The row has the figure; its sentence, with interval and n, is shown on hover and focus. */
const Row = ({ theme, reach, wording }: RowProps) => {
  const { t, format } = wording;
  const { theme: chosen } = useParams({ strict: false });
  const { facts, suppressed, removed } = theme;
  const sentence = sentenceOf(theme, wording);
  return (
    <Link
      className={facts === undefined ? 'theme-row theme-row-empty' : 'theme-row'}
      to="/themes/$theme"
      params={{ theme: theme.id }}
      search={(now: Scope) => ({ ...now, as: undefined })}
      aria-current={chosen === theme.id ? 'page' : undefined}
    >
      {/* What is seen says the sentence in short. */}
      <span className="theme-row-short" aria-hidden="true">
        <span className="theme-row-name">{nameOf(theme, t)}</span>
        {facts === undefined ? (
          <span className={suppressed ? 'theme-gap theme-hatched' : 'theme-gap'}>
            {t(suppressed ? 'notShown' : 'nobody')}
          </span>
        ) : (
          <>
            <span className="theme-row-share number">{shareText(facts.share.value, format)}</span>
            <Felt facts={facts} reach={reach} sentence={sentence} />
            <Moves theme={theme} wording={wording} />
          </>
        )}
        {removed ? <span className="quiet">{t('removed')}</span> : null}
      </span>
      <span className="theme-sentence">{removed ? `${sentence} ${t('removed')}` : sentence}</span>
    </Link>
  );
};

interface FeltProps {
  readonly facts: ThemeFacts;
  readonly reach: number;
  readonly sentence: string;
}

const Felt = ({ facts, reach, sentence }: FeltProps) => {
  const draw = useMemo(() => {
    const { negative, neutral, positive } = facts;
    const data: DivergingData = { negative, neutral, positive, reach, sentence };
    return (width: number) => divergingBar(data, width);
  }, [facts, reach, sentence]);
  return <Sketch label={sentence} draw={draw} />;
};

const arrows = { more: '▲', less: '▼' } as const;

/** Significant changes: frequency in ink, sentiment in the colour of its verdict. */
const Moves = ({ theme: { share, net }, wording: { format } }: Omit<RowProps, 'reach'>) => {
  const [shareMoved, netMoved] = [movedTo(share), movedTo(net)];
  return (
    <span className="theme-row-moves number">
      {share && shareMoved ? (
        <span>
          {arrows[shareMoved]} {format.difference(share.difference, 'share')}
        </span>
      ) : null}{' '}
      {net && netMoved ? (
        <span className={verdictOf(net, 'net')}>
          {arrows[netMoved]} {format.difference(net.difference, 'points')}
        </span>
      ) : null}
    </span>
  );
};
