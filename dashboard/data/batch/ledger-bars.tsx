import { useCallback, useMemo } from 'react';
import { partsBar } from '../../../lib/charts/bars/parts-bar.ts';
import type { BatchView } from '../../shared/api.ts';
import { Chart } from '../../shared/charts/chart.tsx';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { answerSum, type LedgerSum, rowSum } from '../ledger.ts';
import { batchTexts } from './batch-texts.ts';

/** The ledgers of rows and answers: two bars, each as long as its total. */
export const LedgerBars = ({ batch }: { readonly batch: BatchView }) => {
  const t = useTexts(batchTexts);
  const rows = useMemo(() => rowSum(batch), [batch]);
  const answers = useMemo(() => answerSum(batch), [batch]);
  if (rows === undefined) return null;
  const balances = rows.balances && (answers?.balances ?? true);
  return (
    <section aria-labelledby="ledger">
      <div className="section-head">
        <h2 id="ledger">{t('where')}</h2>
        <span className={balances ? 'mark mark-good section-end' : 'mark mark-bad section-end'}>
          {balances ? `✓ ${t('balances')}` : `✕ ${t('off')}`}
        </span>
      </div>
      <SumBar sum={rows} whole="rowsAre" label={t('rowsBar')} />
      {answers === undefined || answers.total === 0 ? null : (
        <SumBar sum={answers} whole="answersAre" label={t('answersBar')} />
      )}
      {batch.possibleDuplicates === 0 ? null : (
        <p className="quiet">{t('possible', { count: batch.possibleDuplicates })}</p>
      )}
    </section>
  );
};

interface SumBarProps {
  readonly sum: LedgerSum;
  readonly whole: 'rowsAre' | 'answersAre';
  readonly label: string;
}

const SumBar = ({ sum: { total, parts }, whole, label }: SumBarProps) => {
  const t = useTexts(batchTexts);
  const format = useFormat();
  const named = useMemo(
    () =>
      parts.map((part) => {
        const text = t(part.name, { count: format.count(part.count) });
        const share = format.level(total === 0 ? 0 : part.count / total, 'share');
        const sentence = t('shareOf', { part: text, share, total: format.count(total) });
        return { ...part, text, share, sentence };
      }),
    [parts, total, t, format],
  );
  const draw = useCallback((width: number) => partsBar(named, width), [named]);
  const table = useMemo(
    () => ({
      columns: [t('part'), t('share')],
      rows: named.map(({ text, share }) => [text, share]),
    }),
    [named, t],
  );
  const shown = named.filter(({ count }, index) => count > 0 || index === 0);
  return (
    <div className="sum-bar">
      <p>
        <strong>{t(whole, { count: total })}</strong>{' '}
        <span className="quiet">= {shown.map(({ text }) => text).join(' + ')}</span>
      </p>
      <Chart label={label} draw={draw} table={table} />
    </div>
  );
};
