import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

interface PageHeadProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children?: ReactNode;
}

/** The way back, the file's name, its format, and the actions. */
export const PageHead = ({ title, lead, children }: PageHeadProps) => {
  const t = useTexts(texts);
  return (
    <div className="file-head">
      <div>
        <nav aria-label={t('place')} className="quiet file-place">
          <Link to="/data">{t('title')}</Link> › {t('files')}
        </nav>
        <h1>{title}</h1>
        <p className="file-lead">{lead}</p>
      </div>
      <div className="file-actions">{children}</div>
    </div>
  );
};

export interface Step {
  readonly title: string;
  readonly text: string;
  readonly state: 'done' | 'now' | 'next';
}

/** The steps of a file: read, checked, loaded, reconciled. */
export const Steps = ({ steps }: { readonly steps: readonly Step[] }) => (
  <ol className="steps">
    {steps.map(({ title, text, state }) => (
      <li key={title} className={`step step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
        <span className="step-title">{title}</span>
        <span className="quiet">{text}</span>
      </li>
    ))}
  </ol>
);
