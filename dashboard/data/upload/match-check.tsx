import type { TablePreview } from '../../shared/api.ts';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { type FileNps, type Groups, npsOf } from './match.ts';
import { uploadTexts } from './upload-texts.ts';

/** The NPS computed from the file, to compare with the survey tool before anything is loaded. */
export const MatchCheck = ({ preview }: { readonly preview: TablePreview }) => {
  const t = useTexts(uploadTexts);
  const all = npsOf(preview);
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="match">
      <div className="section-head">
        <h2 id="match">{t('match')}</h2>
        <p className="quiet">{t('matchHow')}</p>
      </div>
      {all.map((one) => (
        <Nps key={one.column} one={one} isWhole={preview.rows.exact && preview.rows.rows <= one.rows} />
      ))}
    </section>
  );
};

const Nps = ({ one, isWhole }: { readonly one: FileNps; readonly isWhole: boolean }) => {
  const t = useTexts(uploadTexts);
  const format = useFormat();
  const { column, nps, n, rows, groups } = one;
  const countsIn = ({ promoters, passives, detractors }: Groups | FileNps) => ({
    promoters: format.count(promoters),
    passives: format.count(passives),
    detractors: format.count(detractors),
  });
  return (
    <div className="match">
      <p className="quiet">
        {isWhole ? t('matchAll', { column }) : t('matchFirst', { column, rows: format.count(rows) })}
      </p>
      <p>
        <strong className="match-figure">{format.level(nps, 'points')}</strong>{' '}
        <span className="quiet">
          {format.interval(one, 'points')} · n {format.count(n)}
        </span>
      </p>
      <p>{t('matchCounts', countsIn(one))}</p>
      {groups === undefined ? null : (
        <p className={groups.agree ? 'better' : 'worse'}>
          {groups.agree ? '✓ ' : '▲ '}
          {t(groups.agree ? 'groupsAgree' : 'groupsDiffer', { column: groups.column, ...countsIn(groups) })}
        </p>
      )}
      {groups === undefined || groups.withoutScore === 0 ? null : (
        <p className="quiet">{t('groupsMore', { count: groups.withoutScore })}</p>
      )}
    </div>
  );
};
