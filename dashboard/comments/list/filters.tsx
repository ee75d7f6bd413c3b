import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { issuesQuery, touchpointsQuery } from '../../shared/api.ts';
import { Choice, type Option } from '../../shared/controls/choice.tsx';
import { filterNames, type Scope } from '../../shared/scope/scope.ts';
import { useScope, useSetScope, useSpan } from '../../shared/scope/use-scope.ts';
import { signals, signalText } from '../../shared/texts/signal-text.ts';
import { readScore, scaleText, valuesOf, writeScore } from '../scores.ts';
import { followUps, type Words } from '../words.ts';

/** Languages that are offered; the address takes any. */
const offeredLanguages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'sv',
  'tr',
  'ar',
  'ja',
  'zh',
] as const;

/** What an option list calls the absence of a choice. */
const any = '';

/** How many filters of this view the address sets. */
export const countFilters = (scope: Scope): number =>
  [...filterNames, 'stage' as const].filter((name) => scope[name] !== undefined).length;

/** Another filter is another list: what was open is left behind. */
const useSetFilter = () => {
  const setScope = useSetScope();
  return (change: Scope): void => setScope({ ...change, open: undefined });
};

interface FiltersProps {
  readonly words: Words;
}

/** What comments can be narrowed by, beside time, touchpoint and condition in the bar above. */
export const Filters = ({ words }: FiltersProps) => (
  <div className="comment-filters">
    <Search words={words} />
    <OneOf name="label" words={words} options={labels(words)} />
    <OneOf name="theme" words={words} options={useThemes(words)} />
    <Issues words={words} />
    <OneOf
      name="signal"
      words={words}
      options={signals.map((id) => ({ id, text: signalText(id, words.t) }))}
    />
    <Score words={words} />
    <OneOf
      name="lang"
      words={words}
      options={offeredLanguages.map((id) => ({ id, text: words.language(id) }))}
    />
    <OneOf name="stage" words={words} options={useStages()} />
    <OneOf
      name="followup"
      words={words}
      options={(['none', ...followUps] as const).map((id) => ({ id, text: words.t(`follow-${id}`) }))}
    />
    <OneOf
      name="corrected"
      words={words}
      options={(['true', 'false'] as const).map((id) => ({
        id,
        text: words.t(id === 'true' ? 'yes' : 'no'),
      }))}
    />
  </div>
);

const labels = ({ t }: Words): Option<string>[] =>
  (['negative', 'neutral', 'positive'] as const).map((id) => ({ id, text: t(id) }));

const useThemes = ({ theme, t }: Words): Option<string>[] => {
  const { data } = useQuery(touchpointsQuery);
  const ids = data?.touchpoints.flatMap((entry) =>
    'figures' in entry ? Object.keys(entry.figures.themes) : [],
  );
  return [...new Set(ids)]
    .map((id) => ({ id, text: theme(id) }))
    .toSorted((left, right) => left.text.localeCompare(right.text, t.language));
};

/** Issues are of a touchpoint: without one there is nothing to choose from. */
const Issues = ({ words }: FiltersProps) => {
  const { tp, issue } = useScope();
  const { data } = useQuery({ ...issuesQuery(tp ?? ''), enabled: tp !== undefined });
  if (tp === undefined && issue === undefined) return null;
  const options = (data?.issues ?? []).map(({ id, name }) => ({ id, text: name }));
  return <OneOf name="issue" words={words} options={options} />;
};

const useStages = (): Option<string>[] => {
  const { data } = useQuery(touchpointsQuery);
  const stages = data?.touchpoints.flatMap(({ stage }) =>
    stage === undefined ? [] : ([[stage.id, stage.name]] as const),
  );
  return Array.from(new Map(stages), ([id, text]) => ({ id, text }));
};

const useScales = (): string[] => {
  const { data } = useQuery(touchpointsQuery);
  return [
    ...new Set(
      data?.touchpoints.flatMap((entry) => ('figures' in entry ? Object.keys(entry.figures.ratings) : [])),
    ),
  ];
};

interface OneOfProps extends FiltersProps {
  readonly name: 'label' | 'theme' | 'issue' | 'signal' | 'lang' | 'stage' | 'followup' | 'corrected';
  readonly options: readonly Option<string>[];
}

/** A filter that takes one value, also one that the address names and no list knows. */
const OneOf = ({ name, words: { t }, options }: OneOfProps) => {
  const scope = useScope();
  const setFilter = useSetFilter();
  const value = scope[name] ?? any;
  const isListed = value === any || options.some(({ id }) => id === value);
  const choose = (id: string): void => {
    // A touchpoint lies in one stage: choosing a stage asks for all of it.
    const besides = name === 'stage' && id !== any ? { tp: undefined, issue: undefined } : {};
    setFilter({ ...besides, [name]: id === any ? undefined : id });
  };
  return (
    <Choice
      label={t(name)}
      value={value}
      options={[{ id: any, text: t('any') }, ...(isListed ? [] : [{ id: value, text: value }]), ...options]}
      onChoose={choose}
    />
  );
};

const Search = ({ words: { t, format } }: FiltersProps) => {
  const { q } = useScope();
  const setFilter = useSetFilter();
  const span = useSpan();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('words')).trim();
    setFilter({ q: text === '' ? undefined : text });
  };
  return (
    <form className="comment-search" onSubmit={submit}>
      <label>
        <span className="choice-label">{t('search')}</span>
        <input type="search" name="words" key={q} defaultValue={q} maxLength={200} />
      </label>
      <button type="submit" className="button">
        {t('doSearch')}
      </button>
      <p className="quiet">{span ? t('searchHow', { time: format.span(span) }) : ''}</p>
    </form>
  );
};

/** A scale, and between which of its values. */
const Score = ({ words: { t } }: FiltersProps) => {
  const { score } = useScope();
  const setFilter = useSetFilter();
  const scales = useScales();
  const range = score === undefined ? undefined : readScore(score);
  const chooseScale = (scale: string): void => {
    const values = valuesOf(scale);
    const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0];
    setFilter({ score: scale === any ? undefined : writeScore({ scale, low, high }) });
  };
  const listed = range === undefined || scales.includes(range.scale) ? scales : [range.scale, ...scales];
  const values =
    range === undefined
      ? []
      : valuesOf(range.scale).map((value) => ({ id: String(value), text: String(value) }));
  return (
    <>
      <Choice
        label={t('score')}
        value={range?.scale ?? any}
        options={[{ id: any, text: t('any') }, ...listed.map((id) => ({ id, text: scaleText(id, t) }))]}
        onChoose={chooseScale}
      />
      {range === undefined || values.length === 0 ? null : (
        <div className="comment-range">
          <Choice
            label={t('scoreFrom')}
            value={String(range.low)}
            options={values}
            onChoose={(low) => setFilter({ score: writeScore({ ...range, low: Number(low) }) })}
          />
          <Choice
            label={t('scoreTo')}
            value={String(range.high)}
            options={values}
            onChoose={(high) => setFilter({ score: writeScore({ ...range, high: Number(high) }) })}
          />
        </div>
      )}
    </>
  );
};
