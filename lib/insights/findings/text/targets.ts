import type { AskedPart, FindingsMaterial, Targets } from '../material.ts';

/** Targets, and whether they are met. */

/** The targets of a touchpoint, otherwise of a stage, otherwise of the whole journey. */
export const targetsOf = ({ touchpoint, stage }: AskedPart, material: FindingsMaterial): Targets => {
  if (touchpoint !== undefined)
    return material.touchpoints.find(({ id }) => id === touchpoint)?.targets ?? {};
  if (stage !== undefined) return material.stages.find(({ id }) => id === stage)?.targets ?? {};
  return material.targets ?? {};
};

export const knownStatus = (status: string): 'met' | 'missed' | 'open' | 'too-few' =>
  status === 'met' || status === 'missed' || status === 'open' ? status : 'too-few';
