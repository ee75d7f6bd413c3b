import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trendLine } from '../../../lib/charts/trend-line.ts';
import type { TrendView } from '../../shared/api.ts';
import { Chart } from '../../shared/charts/chart.tsx';
import { Choice } from '../../shared/controls/choice.tsx';
import { stringifySearch } from '../../shared/scope/scope.ts';
import { useScope, useSetScope } from '../../shared/scope/use-scope.ts';
import { Part } from '../../shared/states.tsx';
import { type TrendKind, themeTrendQuery } from '../themes-query.ts';
import { nameOf } from '../wording.ts';
import type { ThemeProps } from './theme-props.ts';
import { trendData, trendTable } from './trend.ts';

const kinds = ['share', 'net'] as const;

export const ThemeTrend = ({ theme, span, wording }: ThemeProps) => {
  const { t } = wording;
  const scope = useScope();
  const setScope = useSetScope();
  const kind = kinds.find((one) => one === scope.metric) ?? 'share';
  const grain = scope.grain === 'month' ? 'month' : 'week';
  const query = useQuery({
    ...themeTrendQuery({ theme: theme.id, kind }, scope, span),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="theme-section">
      <div className="theme-section-head">
        <h3>{t('overTime')}</h3>
        <Choice
          label={t('metric')}
          labelUnseen
          value={kind}
          options={kinds.map((id) => ({ id, text: t(id) }))}
          onChoose={(chosen) => setScope({ metric: chosen === 'share' ? undefined : chosen })}
        />
        <Choice
          label={t('grain')}
          labelUnseen
          value={grain}
          options={[
            { id: 'week', text: t('weeks') },
            { id: 'month', text: t('months') },
          ]}
          onChoose={(chosen) => setScope({ grain: chosen === 'week' ? undefined : chosen })}
        />
      </div>
      <Part query={query} height="230px">
        {(view) => <TrendPicture view={view} kind={kind} theme={theme} wording={wording} />}
      </Part>
    </section>
  );
};

interface TrendPictureProps extends Omit<ThemeProps, 'span'> {
  readonly view: TrendView;
  readonly kind: TrendKind;
}

const TrendPicture = ({ view, kind, theme, wording }: TrendPictureProps) => {
  const { t } = wording;
  const { tp, stage } = useScope();
  const draw = useMemo(() => {
    const hrefOf = (from: string, to: string): string =>
      `/comments${stringifySearch({ from, to, tp, stage, theme: theme.id })}`;
    const data = trendData({ view, kind, wording, hrefOf });
    return (width: number) => trendLine(data, width);
  }, [view, kind, wording, theme.id, tp, stage]);
  const label = t('trendLabel', { name: nameOf(theme, t), metric: t(kind), grain: view.grain });
  const place = tp ?? stage;
  const about = [
    ...(place === undefined ? [] : [place]),
    wording.format.span({ from: view.from, to: view.to }),
  ];
  return (
    <Chart label={label} draw={draw} table={trendTable({ view, kind, wording })} about={[about.join(', ')]} />
  );
};
