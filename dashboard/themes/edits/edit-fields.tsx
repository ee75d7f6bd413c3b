import type { TaxonomyView } from '../../shared/api.ts';
import { Choice, type Option } from '../../shared/controls/choice.tsx';
import { Field } from '../../shared/controls/field.tsx';
import { type Translate, useTexts } from '../../shared/texts/texts.ts';
import { nameOf } from '../wording.ts';
import { type EditText, editTexts } from './edit-texts.ts';
import type { Begun, Filled } from './edits.ts';

interface FieldsProps {
  readonly begun: Begun;
  readonly filled: Filled;
  readonly taxonomy: TaxonomyView;
  readonly onChange: (part: Partial<Filled>) => void;
}

const explained = {
  adopt: 'howAdopt',
  rename: 'howRename',
  merge: 'howMerge',
  split: 'howSplit',
  move: 'howMove',
  text: 'howText',
} as const satisfies Record<Exclude<Begun['kind'], 'undo'>, EditText>;

/** What an edit asks for. */
export const EditFields = (props: FieldsProps) => {
  const t = useTexts(editTexts);
  const { begun, taxonomy } = props;
  const [latest] = taxonomy.edits;
  return (
    <>
      <p className="quiet">
        {begun.kind === 'undo'
          ? latest && t('howUndo', { edit: latest.edit, at: new Date(latest.at) })
          : t(explained[begun.kind])}
      </p>
      {begun.kind === 'rename' || begun.kind === 'adopt' || begun.kind === 'split' ? (
        <Name {...props} />
      ) : null}
      {begun.kind === 'adopt' ? <Phrases {...props} /> : null}
      {begun.kind === 'split' ? <Seeds {...props} theme={begun.theme} /> : null}
      {begun.kind === 'merge' || begun.kind === 'move' || begun.kind === 'adopt' ? (
        <Other {...props} />
      ) : null}
    </>
  );
};

const Name = ({ filled, onChange }: FieldsProps) => {
  const t = useTexts(editTexts);
  return (
    <Field className="edit-field" label={t('name')}>
      {(id) => (
        <input
          id={id}
          required
          maxLength={80}
          value={filled.name}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      )}
    </Field>
  );
};

const Phrases = ({ filled, onChange }: FieldsProps) => {
  const t = useTexts(editTexts);
  return (
    <Field className="edit-field" label={t('phrasesField')}>
      {(id) => (
        <textarea
          id={id}
          required
          rows={6}
          value={filled.phrases}
          onChange={({ target }) => onChange({ phrases: target.value })}
        />
      )}
    </Field>
  );
};

const Seeds = ({ theme, filled, taxonomy, onChange }: FieldsProps & { readonly theme: string }) => {
  const t = useTexts(editTexts);
  const all = taxonomy.themes.find(({ id }) => id === theme)?.seeds ?? [];
  const toggle = (seed: string, isChosen: boolean): void =>
    onChange({ seeds: isChosen ? [...filled.seeds, seed] : filled.seeds.filter((one) => one !== seed) });
  return (
    <fieldset className="edit-seeds">
      <legend className="choice-label">{t('seedsField')}</legend>
      {[...new Set(all)].map((seed) => (
        <label key={seed}>
          <input
            type="checkbox"
            checked={filled.seeds.includes(seed)}
            onChange={({ target }) => toggle(seed, target.checked)}
          />{' '}
          <span lang="en">{seed}</span>
        </label>
      ))}
    </fieldset>
  );
};

const none = '';

/** Themes that an edit may name: top-level ones as parent, any other one to merge into. */
const othersOf = (begun: Begun, { themes }: TaxonomyView, t: Translate<EditText>): Option<string>[] => {
  const own = 'theme' in begun ? begun.theme : undefined;
  const isMerge = begun.kind === 'merge';
  return themes
    .filter(({ id, parent }) => id !== own && (isMerge ? parent !== own : parent === undefined))
    .map((theme) => ({ id: theme.id, text: nameOf(theme, t) }))
    .toSorted((left, right) => left.text.localeCompare(right.text));
};

const Other = ({ begun, filled, taxonomy, onChange }: FieldsProps) => {
  const t = useTexts(editTexts);
  const isMerge = begun.kind === 'merge';
  return (
    <Choice
      label={t(isMerge ? 'into' : 'under')}
      value={filled.other}
      options={[{ id: none, text: t(isMerge ? 'choose' : 'top') }, ...othersOf(begun, taxonomy, t)]}
      onChoose={(other) => onChange({ other })}
    />
  );
};
