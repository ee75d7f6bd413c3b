import type { Theme, ThemeDetails } from '../../shared/api.ts';
import type { Span } from '../../shared/scope/scope.ts';
import type { Wording } from '../wording.ts';

export interface ThemeProps {
  readonly theme: Theme;
  readonly span: Span;
  readonly wording: Wording;
}

export interface DetailsProps {
  readonly details: ThemeDetails;
  readonly wording: Wording;
}
