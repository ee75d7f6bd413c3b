import type { SentimentLabel } from '../../analysis/analysis.ts';
import { addMark, type GrowingPeople } from '../../metrics/tally/respondents.ts';

export type LabelCounts = Readonly<Record<SentimentLabel, number>>;

interface Mentions {
  readonly labels: Record<SentimentLabel, number>;
  people: GrowingPeople;
}

const noMentions = (): Mentions => ({
  labels: { negative: 0, neutral: 0, positive: 0 },
  people: new Set<string>(),
});

export const addMarks = (people: GrowingPeople, added: GrowingPeople): GrowingPeople =>
  added === 'many' ? 'many' : [...added].reduce(addMark, people);

/** One mention of a theme in an answer. */
export interface Mention {
  readonly question: string;
  readonly theme: string;
  readonly label: SentimentLabel;
  /** Its respondent. */
  readonly mark: string;
}

/** The sentiment of themes, by the question in whose answers they are mentioned. */
export class ThemeMentions {
  /** By theme, then by question. */
  readonly #mentions = new Map<string, Map<string, Mentions>>();

  add({ question, theme, label, mark }: Mention): void {
    const byQuestion = this.#mentions.get(theme) ?? new Map<string, Mentions>();
    this.#mentions.set(theme, byQuestion);
    const mentions = byQuestion.get(question) ?? noMentions();
    byQuestion.set(question, mentions);
    mentions.labels[label] += 1;
    mentions.people = addMark(mentions.people, mark);
  }

  /** The sentiment of a theme in answers to the given questions. */
  of(
    theme: string,
    isMeant: (question: string) => boolean,
  ): { readonly labels: LabelCounts; readonly people: GrowingPeople } {
    const sum = noMentions();
    for (const [question, { labels, people }] of this.#mentions.get(theme) ?? []) {
      if (!isMeant(question)) continue;
      sum.labels.negative += labels.negative;
      sum.labels.neutral += labels.neutral;
      sum.labels.positive += labels.positive;
      sum.people = addMarks(sum.people, people);
    }
    return sum;
  }
}
