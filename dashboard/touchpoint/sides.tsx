import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { settingsQuery } from '../shared/api.ts';
import { useSetScope } from '../shared/scope/use-scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, scoreOf, seriesOf, spanOf } from './about.ts';
import { Rows } from './changes.tsx';
import { CommentsLink } from './comments-link.tsx';
import {
  type Conflict,
  conflictScope,
  conflictSentence,
  dimensionName,
  rowsTable,
  shownConflicts,
  shownTests,
  silentData,
  silentScale,
  silentSentence,
  type Test,
  testData,
  testSentence,
} from './presentation/sides.ts';
import { Section } from './section.tsx';
import { conflictsQuery, consistencyQuery, silenceQuery } from './touchpoint-queries.ts';

interface OfTouchpoint {
  readonly about: About;
}

const askedOf = (about: About) => ({
  touchpoint: about.id,
  ...spanOf(about),
  where: about.scope.where,
});

const first = 'channel';

/** Groups beside each other, those who wrote beside those who did not, and scores beside words. */
export const Sides = ({ about }: OfTouchpoint) => {
  const { t, scope } = about;
  const by = scope.by ?? first;
  return (
    <Section
      title={t('sides')}
      className="tp-half tp-sides"
      height="26rem"
      aside={<DimensionChoice about={about} chosen={by} />}
    >
      <Groups about={about} by={by} />
      <Silence about={about} />
      <Conflicts about={about} />
    </Section>
  );
};

const DimensionChoice = ({ about, chosen }: OfTouchpoint & { readonly chosen: string }) => {
  const setScope = useSetScope();
  const { data } = useQuery(settingsQuery);
  const declared = (data?.dimensions ?? []).filter((name) => !name.includes('+') && name !== first);
  if (declared.length === 0) return null;
  return (
    <fieldset className="tp-switch" aria-label={about.t('dimension')}>
      {[first, ...declared].map((name) => (
        <button
          type="button"
          key={name}
          className="button"
          aria-pressed={name === chosen}
          onClick={() => setScope({ by: name === first ? undefined : name })}
        >
          {dimensionName(name, about)}
        </button>
      ))}
    </fieldset>
  );
};

const Groups = ({ about, by }: OfTouchpoint & { readonly by: string }) => {
  const query = useQuery(consistencyQuery(askedOf(about), by));
  return (
    <Part query={query} height="9rem">
      {(answer) => {
        const tests = 'tests' in answer ? shownTests(answer.tests, seriesOf(about)) : [];
        if (tests.length === 0) return <p className="quiet">{about.t('noGroups')}</p>;
        return tests.map((test) => <Group key={test.series} test={test} by={by} about={about} />);
      }}
    </Part>
  );
};

const Group = ({ test, by, about }: OfTouchpoint & { readonly test: Test; readonly by: string }) => {
  const data = useMemo(() => testData(test, about), [test, about]);
  const sentence = testSentence(test, by, about);
  return (
    <div>
      <p>{sentence}</p>
      <Rows label={sentence} data={data} table={rowsTable(data, about)} about={about} />
    </div>
  );
};

const Silence = ({ about }: OfTouchpoint) => {
  const { t } = about;
  const query = useQuery(silenceQuery(askedOf(about)));
  return (
    <Part query={query} height="8rem">
      {(answer) => {
        const scale = 'scales' in answer ? silentScale(answer.scales, seriesOf(about)) : undefined;
        if (scale === undefined) return <p className="quiet">{t('noSilent')}</p>;
        const name = scoreOf(about, scale.scale)?.what.name ?? scale.scale;
        const data = silentData(scale, about);
        return (
          <div>
            <h3>{t('silentTitle', { name })}</h3>
            <p>{silentSentence(scale, about)}</p>
            <Rows
              label={t('silentTitle', { name })}
              data={data}
              table={rowsTable(data, about)}
              about={about}
            />
          </div>
        );
      }}
    </Part>
  );
};

const Conflicts = ({ about }: OfTouchpoint) => {
  const { t } = about;
  const query = useQuery(conflictsQuery(askedOf(about)));
  return (
    <div>
      <h3>{t('conflicts')}</h3>
      <Part query={query} height="4rem">
        {(answer) => {
          const conflicts = 'conflicts' in answer ? shownConflicts(answer.conflicts, seriesOf(about)) : [];
          if (conflicts.length === 0) return <p className="quiet">{t('noConflicts')}</p>;
          return conflicts.map((conflict) => (
            <ConflictOf key={`${conflict.scale} ${conflict.kind}`} conflict={conflict} about={about} />
          ));
        }}
      </Part>
    </div>
  );
};

const ConflictOf = ({ conflict, about }: OfTouchpoint & { readonly conflict: Conflict }) => (
  <p>
    {conflictSentence(conflict, about)}{' '}
    <CommentsLink about={about} filter={conflictScope(conflict)} topic={about.t('conflicts')} />
  </p>
);
