import { z } from 'zod';

/** The content of `config/journey.yaml`: stages and touchpoints in the order in which customers meet them. */

/** What is aimed at, by headline: NPS and net sentiment in points, CSAT and low effort as a share 0..1, stars as their mean. */
const targets = z
  .record(
    z
      .string()
      .regex(
        /^(?:(?:nps|csat|ces|rating):.+|sentiment:net)$/,
        'the key of a scale such as nps:transactional, or sentiment:net',
      ),
    z.number(),
  )
  .optional();

const touchpointSchema = z.strictObject({
  /** As it is in tables and URLs: lower-case letters, digits and hyphens. */
  id: z
    .string()
    .regex(/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u, 'lower-case words joined by hyphens'),
  name: z.string().min(1).optional(),
  /** Other names under which files mention it; case, spaces and punctuation do not matter. */
  aliases: z.array(z.string().min(1)).default([]),
  /** Who answers for it: a role or a team. */
  owner: z.string().min(1).optional(),
  targets,
});

const stageSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  targets,
  touchpoints: z.array(touchpointSchema).default([]),
});

/** The whole file, as the pipeline reads it and the page edits it. */
export const journeySchema = z.strictObject({
  /** Of all touchpoints together. */
  targets,
  stages: z.array(stageSchema),
});
export type Journey = z.infer<typeof journeySchema>;

export type JourneyTouchpoint = z.infer<typeof touchpointSchema>;
