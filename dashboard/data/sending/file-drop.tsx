import { Button, DropZone, FileTrigger, I18nProvider, Text } from 'react-aria-components';
import { localeOf, useTexts } from '../../shared/texts/texts.ts';
import { texts } from '../texts.ts';

interface FileDropProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** Smaller, next to something else. */
  readonly small?: boolean;
  /** Default: that files can be dropped here. */
  readonly label?: string;
}

const endings = ['.csv', '.tsv', '.txt', '.json', '.jsonl', '.ndjson', '.xlsx', '.gz', '.zip'];

/** Accepts files that are dropped, pasted or chosen. */
export const FileDrop = ({ onFiles, small = false, label }: FileDropProps) => {
  const t = useTexts(texts);
  return (
    <I18nProvider locale={localeOf(t.language)}>
      <DropZone
        className={small ? 'drop drop-small' : 'drop'}
        onDrop={({ items }) => {
          const files = items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []));
          void Promise.all(files).then((all) => (all.length === 0 ? undefined : onFiles(all)));
        }}
      >
        <Text slot="label" className="drop-label">
          {label ?? t('dropHere')}
        </Text>
        {small ? null : <p className="quiet">{t('dropHow')}</p>}
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={endings}
          onSelect={(chosen) => {
            if (chosen !== null) onFiles([...chosen]);
          }}
        >
          <Button className="button">{t('choose')}</Button>
        </FileTrigger>
      </DropZone>
    </I18nProvider>
  );
};
