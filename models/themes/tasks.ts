/** A labelled set read as a question about themes. */
export interface ThemeTask {
  readonly name: string;
  /** File of the data directory, without `.jsonl.gz`. */
  readonly set: string;
  /** Only rows of this split. Default: all. */
  readonly split?: string;
  /** `many`: any number of labels a text; `one`: the strongest theme only. */
  readonly kind: 'many' | 'one';
  readonly labels: readonly string[];
  /** What a text without any theme is taken for. */
  readonly otherwise?: string;
  /** Themes of the pack, and of the short list, to labels of the set. A theme that is not named has no label. */
  readonly pack: { readonly file: string; readonly labels: Readonly<Record<string, string>> };
  readonly shortList: { readonly file: string; readonly labels: Readonly<Record<string, string>> };
  readonly measure: 'micro-F1' | 'macro-F1' | 'accuracy';
  readonly target: number;
}

const sameNames = (labels: readonly string[]): Record<string, string> =>
  Object.fromEntries(labels.map((label) => [label, label]));

const airlineReasons = {
  'customer-service': 'Customer Service Issue',
  'late-flight': 'Late Flight',
  'cancelled-flight': 'Cancelled Flight',
  'lost-luggage': 'Lost Luggage',
  'bad-flight': 'Bad Flight',
  booking: 'Flight Booking Problems',
  'flight-attendants': 'Flight Attendant Complaints',
  'long-lines': 'longlines',
  'damaged-luggage': 'Damaged Luggage',
};
const restaurantLabels = ['food', 'service', 'price', 'ambience'];
const restaurantPack = {
  'food-drink': 'food',
  food: 'food',
  drinks: 'food',
  menu: 'food',
  breakfast: 'food',
  portions: 'food',
  service: 'service',
  staff: 'service',
  speed: 'service',
  'order-accuracy': 'service',
  price: 'price',
  ambience: 'ambience',
  noise: 'ambience',
  crowd: 'ambience',
  comfort: 'ambience',
  view: 'ambience',
};
const mamsPack = {
  ...restaurantPack,
  staff: 'staff',
  menu: 'menu',
  location: 'place',
  parking: 'place',
  venue: 'place',
  meals: 'food',
  portions: 'miscellaneous',
  reservations: 'miscellaneous',
  comfort: 'miscellaneous',
  tables: 'miscellaneous',
  crowd: 'miscellaneous',
};
const appLabels = ['bug report', 'feature request', 'user experience', 'rating'];
const complaintLabels = [
  'credit_card',
  'retail_banking',
  'credit_reporting',
  'mortgages_and_loans',
  'debt_collection',
];
const mamsLabels = ['food', 'service', 'staff', 'price', 'ambience', 'menu', 'place'];

const restaurants = {
  set: 'semeval14_restaurants_train',
  kind: 'many',
  pack: { file: 'taxonomies/hospitality.yaml', labels: restaurantPack },
  shortList: { file: 'models/themes/short/restaurants.yaml', labels: sameNames(restaurantLabels) },
  measure: 'micro-F1',
} as const;

const mams = {
  set: 'mams_acsa',
  kind: 'many',
  labels: [...mamsLabels, 'miscellaneous'],
  otherwise: 'miscellaneous',
  pack: { file: 'taxonomies/hospitality.yaml', labels: mamsPack },
  shortList: { file: 'models/themes/short/mams.yaml', labels: sameNames(mamsLabels) },
  measure: 'micro-F1',
  target: 0.8,
} as const;

export const themeTasks: readonly ThemeTask[] = [
  { ...restaurants, name: 'SemEval-14 restaurants, 4 categories', labels: restaurantLabels, target: 0.88 },
  {
    ...restaurants,
    name: 'SemEval-14 restaurants, 5 categories',
    labels: [...restaurantLabels, 'anecdotes/miscellaneous'],
    otherwise: 'anecdotes/miscellaneous',
    target: 0.83,
  },
  { ...mams, name: 'MAMS train, 8 categories', split: 'train' },
  { ...mams, name: 'MAMS test, 8 categories', split: 'test' },
  {
    name: 'Airline reasons, 9 classes',
    set: 'airline_tweets_dev',
    kind: 'one',
    labels: Object.values(airlineReasons),
    pack: { file: 'taxonomies/airlines.yaml', labels: airlineReasons },
    shortList: { file: 'models/themes/short/airline.yaml', labels: airlineReasons },
    measure: 'macro-F1',
    target: 0.6,
  },
  {
    name: 'App review types, 4 classes',
    set: 'appreview_types',
    kind: 'one',
    labels: appLabels,
    otherwise: 'rating',
    pack: {
      file: 'taxonomies/software-apps.yaml',
      labels: {
        bugs: 'bug report',
        performance: 'bug report',
        'feature-request': 'feature request',
        usability: 'user experience',
        usefulness: 'user experience',
      },
    },
    shortList: { file: 'models/themes/short/app-reviews.yaml', labels: sameNames(appLabels) },
    measure: 'macro-F1',
    target: 0.65,
  },
  {
    name: 'CFPB products, 5 classes',
    set: 'cfpb_5class',
    kind: 'one',
    labels: complaintLabels,
    pack: {
      file: 'taxonomies/banking.yaml',
      labels: Object.fromEntries(complaintLabels.map((label) => [label.replaceAll('_', '-'), label])),
    },
    shortList: { file: 'models/themes/short/complaints.yaml', labels: sameNames(complaintLabels) },
    measure: 'accuracy',
    target: 0.68,
  },
];
