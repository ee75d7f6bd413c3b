import { Fragment, type ReactNode } from 'react';
import { Part } from '../states.tsx';
import { useTexts } from '../texts/texts.ts';
import type { EditedName } from './config-query.ts';
import { SaveBar } from './save-bar.tsx';
import { texts } from './texts.ts';
import { type ConfigDraft, useConfigDraft } from './use-config-draft.ts';

interface ConfigPartProps<Name extends EditedName> {
  readonly name: Name;
  /** What keys and ids are called in the list of changes. */
  readonly names: (draft: ConfigDraft<Name>) => Readonly<Record<string, string>>;
  /** What values are called in it that are keys themselves. */
  readonly values?: Readonly<Record<string, string>>;
  readonly children: (draft: ConfigDraft<Name>) => ReactNode;
}

/** A configuration file as a form, with what is needed to store it below. */
export const ConfigPart = <Name extends EditedName>({
  name,
  names,
  values,
  children,
}: ConfigPartProps<Name>) => {
  const t = useTexts(texts);
  const { query, draftOf } = useConfigDraft(name, t('saved'));
  return (
    <Part query={query} height="24rem">
      {(file) => {
        const draft = draftOf(file);
        if (draft === undefined)
          return (
            <div className="state" role="alert">
              <p>{t('broken', { name })}</p>
              <p className="quiet">{file.problem?.message}</p>
            </div>
          );
        return (
          <>
            <Fragment key={draft.beginning}>{children(draft)}</Fragment>
            <SaveBar draft={draft} names={names(draft)} values={values} />
          </>
        );
      }}
    </Part>
  );
};
