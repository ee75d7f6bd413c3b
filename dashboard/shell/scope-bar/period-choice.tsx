import { lazy, Suspense } from 'react';
import { Opener } from '../../shared/controls/opener.tsx';
import { useSetScope, useSpan } from '../../shared/scope/use-scope.ts';
import { useFormat } from '../../shared/texts/format.ts';
import { useTexts } from '../../shared/texts/texts.ts';
import { texts } from '../texts.ts';

const PeriodForm = lazy(() => import('./period-form.tsx'));

/** The period that is looked at, and the button that changes it. */
export const PeriodChoice = () => {
  const t = useTexts(texts);
  const format = useFormat();
  const setScope = useSetScope();
  const span = useSpan();
  return (
    <Opener
      className="button choice-button"
      boxClassName="periods"
      label={t('period')}
      popup="dialog"
      face={
        <>
          <span className="unseen">{t('period')}: </span>
          <span className="choice-value">{span ? format.span(span) : '…'}</span>
          <span aria-hidden="true" className="choice-arrow" />
        </>
      }
    >
      {(close) => (
        <Suspense>
          <PeriodForm
            onChoose={(chosen) => {
              close();
              setScope({ period: undefined, from: undefined, to: undefined, ...chosen });
            }}
          />
        </Suspense>
      )}
    </Opener>
  );
};
