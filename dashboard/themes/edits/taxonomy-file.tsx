import { useQuery } from '@tanstack/react-query';
import { type ChangeEvent, useRef } from 'react';
import { type TaxonomyView, taxonomyQuery } from '../../shared/api.ts';
import { saveFile } from '../../shared/save-file.ts';
import { Part } from '../../shared/states.tsx';
import { useTexts } from '../../shared/texts/texts.ts';
import { useBeginEdit } from './edit-provider.tsx';
import { editTexts } from './edit-texts.ts';

/** The themes as a file, and the edits so far. */
export const TaxonomyFile = () => {
  const t = useTexts(editTexts);
  const query = useQuery(taxonomyQuery);
  return (
    <section className="taxonomy-file" aria-label={t('file')}>
      <Part query={query} height="8rem">
        {(taxonomy) => (
          <>
            <FileParts taxonomy={taxonomy} />
            <Edits taxonomy={taxonomy} />
          </>
        )}
      </Part>
    </section>
  );
};

const save = ({ text }: TaxonomyView): void =>
  saveFile(new Blob([text], { type: 'text/yaml;charset=utf-8' }), 'taxonomy.yaml');

const FileParts = ({ taxonomy }: { readonly taxonomy: TaxonomyView }) => {
  const t = useTexts(editTexts);
  const begin = useBeginEdit();
  const input = useRef<HTMLInputElement>(null);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    if (file !== undefined) begin({ kind: 'text', name: file.name, text: await file.text() });
    // The same file can be chosen again after a correction.
    target.value = '';
  };
  return (
    <div>
      <h2>{t('file')}</h2>
      <p className="quiet">
        {[t('fileLead', { version: taxonomy.version }), ...(taxonomy.configured ? [] : [t('filePack')])].join(
          ' · ',
        )}
      </p>
      <div className="theme-actions">
        <button type="button" className="button" onClick={() => save(taxonomy)}>
          {t('download')}
        </button>
        <button type="button" className="button" onClick={() => input.current?.click()}>
          {t('upload')}
        </button>
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml"
          className="unseen"
          tabIndex={-1}
          aria-label={t('upload')}
          onChange={(event) => void read(event)}
        />
      </div>
    </div>
  );
};

const shownEdits = 5;

const Edits = ({ taxonomy: { edits } }: { readonly taxonomy: TaxonomyView }) => {
  const t = useTexts(editTexts);
  const begin = useBeginEdit();
  return (
    <div>
      <h2>{t('edits')}</h2>
      {edits.length === 0 ? (
        <p className="quiet">{t('noEdits')}</p>
      ) : (
        <>
          <ol className="taxonomy-edits">
            {edits.slice(0, shownEdits).map(({ edit, at }) => (
              <li key={`${at} ${edit}`}>{t('editAt', { edit, at: new Date(at) })}</li>
            ))}
          </ol>
          <button type="button" className="button" onClick={() => begin({ kind: 'undo' })}>
            {t('undo')}
          </button>
        </>
      )}
    </div>
  );
};
