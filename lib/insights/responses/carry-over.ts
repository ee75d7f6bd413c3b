import { sortBy } from 'remeda';
import type { CountedCopy } from '../../feedback/response/copy.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { type Pole, polesOn } from './poles.ts';

/** Earlier feedback: a theme that was complained about, or a low rating. */
export interface CarriedOver {
  readonly touchpoint: string;
  /** `theme:<id>` complained about, or `dissatisfied` by rating. */
  readonly what: string;
  /** Other themes of exactly the same people there, such as those of the same comments: one fact, tested once. */
  readonly also?: readonly string[];
  /** Of those who are dissatisfied now, the share, 0..1, with this earlier feedback. */
  readonly dissatisfied: Figure;
  /** The same for those who are not. */
  readonly others: Figure;
  /** The dissatisfied compared with the others. */
  readonly difference: Change;
  readonly falseDiscoveryRate: number;
}

export interface CarryOverOptions {
  /** Default 30. */
  readonly minimumSample?: number;
  /** Default 5. */
  readonly minRespondents?: number;
}

interface Now {
  readonly isDissatisfied: boolean;
  readonly at: string;
  readonly responseId: string;
}

type Group = 'dissatisfied' | 'others';

/** By respondent, their feedback at one touchpoint. */
type Said = Record<Group, Map<string, Set<string>>>;

/** A week can't be ordered among days: its month is used. */
const momentOf = ({ submittedAt, datePrecision, cell }: CountedCopy): string =>
  datePrecision === 'week' ? cell : (submittedAt ?? cell);

/** By the common precision: a day and a time on that day are in no order. */
const isBefore = (one: string, other: string): boolean => {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
};

const complaintsIn = ({ answers }: CountedCopy): string[] =>
  answers.flatMap(({ analysis }) =>
    analysis.status === 'scored'
      ? analysis.themes
          .filter(({ sentiment }) => sentiment.label === 'negative')
          .map(({ id }) => `theme:${id}`)
      : [],
  );

/**
 * Earlier feedback of respondents who are dissatisfied now, compared with the others, in two reads: first
 * current responses, then earlier ones. People are identified by keyed hash; responses without one, or without a date, can't
 * be followed. Each person counts once for each item.
 */
export class CarryOver {
  readonly #poleOf: (scale: string, rating: number) => Pole | undefined;
  readonly #scale: string;
  readonly #now = new Map<string, Now>();
  readonly #said = new Map<string, Said>();

  /**
   * @param scale the key of the scale by which people are dissatisfied now
   * @param satisfied the lowest rating of that scale that counts as satisfied (CSAT only), now and before
   */
  constructor(scale: string, satisfied?: number) {
    this.#scale = scale;
    this.#poleOf = polesOn({ [scale]: satisfied });
  }

  /** First read. The latest rating of a respondent counts. */
  meet(copy: CountedCopy): void {
    const rating = copy.ratings[this.#scale];
    const { respondent, responseId, cell } = copy;
    if (rating === undefined || respondent === undefined || cell === 'undated') return;
    const at = momentOf(copy);
    const known = this.#now.get(respondent);
    if (known !== undefined && (known.at > at || (known.at === at && known.responseId >= responseId))) return;
    this.#now.set(respondent, {
      isDissatisfied: this.#poleOf(this.#scale, rating) === 'dissatisfied',
      at,
      responseId,
    });
  }

  /** Second read: earlier feedback; current and later responses are skipped. */
  add(copy: CountedCopy): void {
    const now = copy.respondent === undefined ? undefined : this.#now.get(copy.respondent);
    if (now === undefined || copy.respondent === undefined || copy.cell === 'undated') return;
    if (!isBefore(momentOf(copy), now.at)) return;
    const said = this.#said.get(copy.touchpoint) ?? { dissatisfied: new Map(), others: new Map() };
    this.#said.set(copy.touchpoint, said);
    const group = said[now.isDissatisfied ? 'dissatisfied' : 'others'];
    const things = group.get(copy.respondent) ?? new Set();
    group.set(copy.respondent, things);
    for (const thing of this.#thingsIn(copy)) things.add(thing);
  }

  #thingsIn(copy: CountedCopy): string[] {
    const isDissatisfied = Object.entries(copy.ratings).some(
      ([scale, rating]) => this.#poleOf(scale, rating) === 'dissatisfied',
    );
    return [...complaintsIn(copy), ...(isDissatisfied ? ['dissatisfied'] : [])];
  }

  /** How many people can be followed: respondents with a current rating, and the dissatisfied among them. */
  get people(): { readonly dissatisfied: number; readonly others: number } {
    const dissatisfied = this.#now
      .values()
      .reduce((count, { isDissatisfied }) => count + Number(isDissatisfied), 0);
    return { dissatisfied, others: this.#now.size - dissatisfied };
  }

  /** The most certain differences first. Touchpoints with too few people in either group are left out. */
  carriedOver(options: CarryOverOptions = {}): CarriedOver[] {
    const all = [...this.#said].flatMap(([touchpoint, said]) => linesOf(touchpoint, said, options));
    const tested = all.filter(({ difference }) => difference.enough);
    const rates = falseDiscoveryRates(tested.map(({ difference }) => difference.p));
    return sortBy(
      all.map((line) => ({ ...line, falseDiscoveryRate: rates[tested.indexOf(line)] ?? 1 })),
      [({ difference }) => difference.enough, 'desc'],
      ({ difference }) => difference.p,
      ({ touchpoint, what }) => `${touchpoint} ${what}`,
    );
  }
}

const peopleIn = (group: ReadonlyMap<string, ReadonlySet<string>>, what: string): string[] =>
  [...group].flatMap(([respondent, things]) => (things.has(what) ? [respondent] : []));

/** What was said, with the other themes of exactly the same people. */
const saidBySame = ({ dissatisfied, others }: Said): string[][] => {
  const things = new Set([...dissatisfied.values(), ...others.values()].flatMap((said) => [...said]));
  const byPeople = Map.groupBy([...things].toSorted(), (what) =>
    what === 'dissatisfied'
      ? what
      : [dissatisfied, others].map((group) => peopleIn(group, what).join(' ')).join('|'),
  );
  return [...byPeople.values()];
};

const linesOf = (
  touchpoint: string,
  { dissatisfied, others }: Said,
  { minimumSample = defaultMinimumSample, minRespondents = defaultThresholds.figures }: CarryOverOptions,
): Omit<CarriedOver, 'falseDiscoveryRate'>[] => {
  if (Math.min(dissatisfied.size, others.size) < Math.max(1, minRespondents)) return [];
  const make = figureMaker(minimumSample);
  return saidBySame({ dissatisfied, others }).flatMap(([what = '', ...also]) => {
    const [now, rest] = [peopleIn(dissatisfied, what).length, peopleIn(others, what).length];
    if (now + rest < minRespondents) return [];
    const [ofDissatisfied, ofOthers] = [make.share(now, dissatisfied.size), make.share(rest, others.size)];
    return [
      {
        touchpoint,
        what,
        ...(also.length > 0 && { also }),
        dissatisfied: ofDissatisfied,
        others: ofOthers,
        difference: changeOf(ofOthers, ofDissatisfied),
      },
    ];
  });
};
