import { z } from 'zod';
import { parseScaleKey } from '../../feedback/response/scale.ts';

/** The content of `config/alerts.yaml`: when a team wants to be alerted. */

const isSeries = (series: string): boolean => {
  if (series === 'sentiment:net') return true;
  try {
    parseScaleKey(series);
    return true;
  } catch {
    return false;
  }
};

const common = {
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  /** Default: every touchpoint with feedback. */
  touchpoints: z.array(z.string().min(1)).min(1).exactOptional(),
};
const series = z.string().refine(isSeries, 'the key of a scale such as nps:transactional, or sentiment:net');
const days = (fallback: number) => z.int().min(1).max(92).default(fallback);
/** How strict a rule is: by one of these, over everything that it checks. */
const strictness = {
  /** False alarms a year where nothing changes. Default: {@link usualFalseAlarmsAYear}. */
  falseAlarmsAYear: z.number().min(0.01).max(50).exactOptional(),
  /** The false alarm rate of a single check. */
  level: z.number().min(0.0001).max(0.1).exactOptional(),
};
export type Strictness = Readonly<z.infer<z.ZodObject<typeof strictness>>>;

const isStrictInOneWay = ({ falseAlarmsAYear, level }: Strictness): boolean =>
  falseAlarmsAYear === undefined || level === undefined;
const inOneWay = 'falseAlarmsAYear or level, not both';

const belowTarget = z.strictObject({
  ...common,
  kind: z.literal('below-target'),
  series,
  target: z.number(),
  days: days(28),
});

const drop = z
  .strictObject({
    ...common,
    kind: z.literal('drop'),
    series,
    days: days(7),
    against: days(28),
    /** In the unit of the series. */
    atLeast: z.number().nonnegative().default(0),
    ...strictness,
  })
  .refine(isStrictInOneWay, inOneWay);

const spike = z
  .strictObject({
    ...common,
    kind: z.literal('theme-spike'),
    /** Default: every theme. */
    themes: z.array(z.string().min(1)).min(1).exactOptional(),
    days: days(7),
    against: days(28),
    /** How many times the earlier share. */
    factor: z.number().min(1).default(1.5),
    ...strictness,
  })
  .refine(isStrictInOneWay, inOneWay);

const signal = z.strictObject({
  ...common,
  kind: z.literal('signal'),
  signal: z.string().min(1).default('urgency'),
  days: days(1),
  /** Signals are counted by answers: a lower number might be below the minimum group size. */
  atLeast: z.int().min(10, 'at least 10, to protect anonymity').default(10),
});

/** Significant findings with the verdict `worse`: the same list as on the page and in digests, for the last days and as many before. */
const finding = z.strictObject({ ...common, kind: z.literal('finding'), days: days(28) });

const silence = z
  .strictObject({
    id: common.id,
    kind: z.literal('silence'),
    /** Folders are silent if no file arrives, touchpoints if only the others get new days. */
    of: z.enum(['folders', 'touchpoints']).default('folders'),
    /** Folders below `uploads/`, or touchpoints. Default: every one that sent before. */
    sources: z.array(z.string()).min(1).exactOptional(),
    ...strictness,
  })
  .refine(isStrictInOneWay, inOneWay);

const rule = z.discriminatedUnion('kind', [belowTarget, drop, spike, signal, finding, silence]);
export type AlertRule = z.infer<typeof rule>;
export type RuleOf<Kind extends AlertRule['kind']> = Extract<AlertRule, { kind: Kind }>;

/** The whole file. */
export const alertRulesSchema = z.strictObject({
  rules: z
    .array(rule)
    .max(100)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'a unique id for each rule')
    .default([]),
});
