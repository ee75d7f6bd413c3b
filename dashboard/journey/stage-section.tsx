import { useTexts } from '../shared/texts/texts.ts';
import { AddField } from './add-field.tsx';
import { editTexts } from './edit-texts.ts';
import {
  addTouchpoint,
  changeStage,
  moveStage,
  removeStage,
  type StageConfig,
  textOrNothing,
} from './journey-draft.ts';
import { MoveButtons } from './move-buttons.tsx';
import { TargetFields } from './targets.tsx';
import { type JourneyEditing, TextField, TouchpointRow } from './touchpoint-row.tsx';

interface StageSectionProps extends JourneyEditing {
  readonly stage: StageConfig;
}

/** A stage with its touchpoints. */
export const StageSection = ({ stage, ...editing }: StageSectionProps) => {
  const t = useTexts(editTexts);
  const { journey, onChange } = editing;
  const { id, name = id, touchpoints } = stage;
  return (
    <section className="edit-stage" aria-label={name}>
      <StageHead stage={stage} {...editing} />
      {touchpoints.length === 0 ? <p className="quiet">{t('emptyStage')}</p> : null}
      <ul>
        {touchpoints.map((touchpoint) => (
          <TouchpointRow key={touchpoint.id} touchpoint={touchpoint} {...editing} />
        ))}
      </ul>
      <AddField
        label={t('newTouchpoint', { stage: name })}
        open={t('addTouchpoint')}
        onAdd={(added) => onChange(addTouchpoint(journey, id, { name: added }))}
      />
    </section>
  );
};

const StageHead = ({ stage, journey, onChange, asked }: StageSectionProps) => {
  const t = useTexts(editTexts);
  const { id, name = id, owner, targets, touchpoints } = stage;
  const change = (changed: Partial<StageConfig>): void => onChange(changeStage(journey, id, changed));
  const keys = [...new Set(touchpoints.flatMap((each) => asked.get(each.id) ?? []))];
  return (
    <div className="edit-row edit-stage-head">
      <MoveButtons
        name={name}
        focusKey={`stage ${id}`}
        onMove={(step) => onChange(moveStage(journey, id, step))}
      />
      <TextField label={t('stageName')} value={name} onChange={(text) => change({ name: text })} />
      <TextField
        label={t('owner')}
        hint={t('ownerHow')}
        value={owner ?? ''}
        onChange={(text) => change({ owner: textOrNothing(text) })}
      />
      <details className="stage-targets" open={targets !== undefined}>
        <summary>{t('stageTargets')}</summary>
        <TargetFields
          legend={t('stageTargets')}
          keys={keys}
          targets={targets}
          onChange={(next) => change({ targets: next })}
        />
      </details>
      {touchpoints.length > 0 ? null : (
        <button
          type="button"
          className="button button-plain"
          onClick={() => onChange(removeStage(journey, id))}
        >
          <span className="unseen">{t('remove', { name })}</span>
          <span aria-hidden="true">✕</span>
        </button>
      )}
    </div>
  );
};
