import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type IntervalRowsData, intervalRows } from '../../lib/charts/bars/interval-rows.ts';
import { type ChangesView, touchpointsQuery } from '../shared/api.ts';
import { Chart, type ChartTable } from '../shared/charts/chart.tsx';
import { beforeName } from '../shared/findings/presentation.ts';
import { carried, stringifySearch } from '../shared/scope/scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, fileLines, leadOf, spanOf } from './about.ts';
import {
  changesData,
  changesTable,
  mixData,
  mixSentence,
  mixTable,
  type NamedMix,
} from './presentation/changes.ts';
import { valueName } from './presentation/sides.ts';
import { Section } from './section.tsx';
import { changesQuery } from './touchpoint-queries.ts';

/** Figures under each other, readable by keyboard and as a table. */
export const Rows = ({
  label,
  data,
  table,
  about,
}: {
  readonly label: string;
  readonly data: IntervalRowsData;
  readonly table: ChartTable;
  readonly about: About;
}) => {
  const draw = useCallback((width: number) => intervalRows(data, width), [data]);
  return <Chart label={label} draw={draw} table={table} about={fileLines(about)} />;
};

export const Changes = ({ about }: { readonly about: About }) => {
  const { t, format, answer, scope, id } = about;
  const data = useMemo(() => changesData(about), [about]);
  const count = format.count(answer.compared);
  const title = t('changes', { before: beforeName(about.wording) });
  return (
    <Section
      title={title}
      className="tp-half"
      height="14rem"
      aside={
        answer.compared === 0 ? null : (
          <Link className="link" to={`/${stringifySearch({ ...carried(scope), tp: id, as: 'table' })}`}>
            {t('all', { count })}
          </Link>
        )
      }
    >
      {data.rows.length === 0 ? (
        <p className="quiet">{t('noChanges')}</p>
      ) : (
        <>
          <Rows label={title} data={data} table={changesTable(about)} about={about} />
          <p className="quiet tp-note">{t('changesNote', { count })}</p>
        </>
      )}
    </Section>
  );
};

/** The touchpoint's own parts where it has segments, else its part of the journey. */
export const Mix = ({ about }: { readonly about: About }) => {
  const { t, scope, id } = about;
  const own = useQuery(changesQuery(spanOf(about), scope.against, id));
  const all = useQuery(changesQuery(spanOf(about), scope.against));
  const touchpoints = useQuery(touchpointsQuery);
  const mixOf = (view: ChangesView | undefined) =>
    view?.mixes.find(({ series }) => series === leadOf(about.answer)?.what.series);
  const nameOf = (segment: string): string =>
    touchpoints.data?.touchpoints.find((touchpoint) => touchpoint.id === segment)?.name ??
    valueName(segment, about);
  return (
    <Section title={t('mix')} className="tp-half" height="14rem">
      <Part query={all} height="14rem">
        {(view) => {
          const mix = mixOf(own.data) ?? mixOf(view);
          return mix === undefined ? (
            <p className="quiet">{t('noMix')}</p>
          ) : (
            <MixOf named={{ mix, nameOf }} about={about} />
          );
        }}
      </Part>
    </Section>
  );
};

const MixOf = ({ named, about }: { readonly named: NamedMix; readonly about: About }) => (
  <>
    <p>{mixSentence(named, about)}</p>
    <Rows label={about.t('mix')} data={mixData(named, about)} table={mixTable(named, about)} about={about} />
  </>
);
