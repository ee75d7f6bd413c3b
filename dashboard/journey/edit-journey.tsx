import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type ScorecardView } from '../shared/api.ts';
import { ConfigPart } from '../shared/config/config-part.tsx';
import { configQuery } from '../shared/config/config-query.ts';
import { scaleName, scaleTexts } from '../shared/config/scale-name.ts';
import '../shared/journey/journey.css';
import { Together } from '../shared/states.tsx';
import { type Translate, useTexts } from '../shared/texts/texts.ts';
import { AddField } from './add-field.tsx';
import './edit-journey.css';
import { editTexts } from './edit-texts.ts';
import { addStage, addTouchpoint, type JourneyConfig } from './journey-draft.ts';
import { StageSection } from './stage-section.tsx';
import { TargetFields } from './targets.tsx';
import type { JourneyEditing } from './touchpoint-row.tsx';

/** What is measured where, and which touchpoints have feedback and no stage. */
const materialQuery = {
  queryKey: ['journey-material'],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
    const [scorecard, { touchpoints }] = await Promise.all([
      api.readScorecard({}, { signal }),
      api.listTouchpoints({}, { signal }),
    ]);
    return { asked: askedIn(scorecard), touchpoints };
  },
};

const askedIn = ({ rows }: ScorecardView): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...Map.groupBy(rows, ({ scope, id }) => (scope === 'journey' ? '' : id))].map(([id, theirs]) => [
      id,
      theirs.map(({ kpi }) => kpi),
    ]),
  );

/** Order, names, owners and targets of the journey. */
export const EditJourney = () => {
  const t = useTexts(editTexts);
  const scaleWords = useTexts(scaleTexts);
  const measured = useQuery(materialQuery);
  const file = useQuery(configQuery('journey'));
  const { data: material } = measured;
  return (
    <>
      <div className="view-title">
        <h1>{t('title')}</h1>
        <Link className="link" to="/journey">
          {t('toJourney')}
        </Link>
      </div>
      <p className="quiet edit-lead">{t('lead')}</p>
      <Together queries={[measured, file]} height="60rem">
        <ConfigPart
          name="journey"
          names={({ value }) => ({ ...namesIn(value, t), ...scaleNamesIn(value, scaleWords) })}
        >
          {({ value, change }) => (
            <Stages
              journey={value}
              onChange={change}
              asked={material?.asked ?? new Map()}
              known={material?.touchpoints ?? []}
            />
          )}
        </ConfigPart>
      </Together>
    </>
  );
};

interface Known {
  readonly id: string;
  readonly name: string;
}

interface StagesProps extends JourneyEditing {
  readonly known: readonly Known[];
}

const Stages = ({ known, ...editing }: StagesProps) => {
  const t = useTexts(editTexts);
  const { journey, onChange, asked } = editing;
  return (
    <div className="edit-journey">
      {journey.stages.length === 0 ? <p>{t(known.length === 0 ? 'noTouchpoints' : 'noStages')}</p> : null}
      {journey.stages.map((stage) => (
        <StageSection key={stage.id} stage={stage} {...editing} />
      ))}
      <AddField
        label={t('newStage')}
        open={t('addStage')}
        onAdd={(name) => onChange(addStage(journey, name))}
      />
      <Outside known={known} {...editing} />
      <section className="edit-stage">
        <TargetFields
          legend={t('wholeTargets')}
          keys={asked.get('') ?? []}
          targets={journey.targets}
          onChange={(targets) => onChange({ ...journey, targets })}
        />
      </section>
    </div>
  );
};

const Outside = ({ journey, onChange, known }: StagesProps) => {
  const t = useTexts(editTexts);
  const inside = new Set(journey.stages.flatMap(({ touchpoints }) => touchpoints.map(({ id }) => id)));
  const outside = known.filter(({ id }) => !inside.has(id));
  if (outside.length === 0) return null;
  return (
    <section className="edit-stage">
      <h2>{t('others')}</h2>
      <p className="quiet">{t('othersHow')}</p>
      <ul>
        {outside.map((touchpoint) => (
          <li key={touchpoint.id} className="edit-outside" aria-label={touchpoint.name}>
            <span>{touchpoint.name}</span>
            {journey.stages.map(({ id, name = id }) => (
              <button
                key={id}
                type="button"
                className="button"
                onClick={() => onChange(addTouchpoint(journey, id, touchpoint))}
              >
                {t('into', { stage: name })}
              </button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
};

const targetKeysIn = (stages: JourneyConfig['stages']): string[] =>
  stages
    .flatMap((stage) => [stage, ...stage.touchpoints])
    .flatMap(({ targets = {} }) => Object.keys(targets));

const namesIn = (
  { stages }: JourneyConfig,
  t: Translate<keyof (typeof editTexts)['en']>,
): Readonly<Record<string, string>> => ({
  owner: t('owner'),
  targets: t('targets'),
  stages: t('stages'),
  name: t('name'),
  aliases: t('aliasesKey'),
  ...Object.fromEntries(
    stages.flatMap((stage) => [stage, ...stage.touchpoints]).map(({ id, name = id }) => [id, name]),
  ),
});

const scaleNamesIn = (
  { stages }: JourneyConfig,
  t: Translate<keyof (typeof scaleTexts)['en']>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(targetKeysIn(stages).map((key) => [key, scaleName(key, t)]));
