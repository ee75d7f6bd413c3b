import type { Context, Hono } from 'hono';
import { type MappingOverride, parseMappingFile } from '../../feedback/mapping/mapping-override.ts';
import type { Effects } from '../../pipeline/effects.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { parseBody } from '../request-body.ts';
import {
  confirmUpload,
  type PreviewSettings,
  previewUpload,
  stageUpload,
  uploadRequest,
} from './staged-upload.ts';

export const uploadRoutes = [
  'POST /uploads',
  'POST /uploads/{upload}/preview',
  'POST /uploads/{upload}/confirm',
] as const;

const example = '{"name": "may.csv", "bytes": 1024}';

/** The mapping in the body; no body says nothing. */
const overrideOf = async (context: Context): Promise<MappingOverride> => {
  const text = await context.req.text();
  return text.trim() === '' ? {} : parseMappingFile(text, 'the body');
};

/** Adds the routes by which a page uploads a file, shows what it is taken for, and has it loaded. */
export const addUploads = (
  api: Hono,
  effects: Effects,
  configuration: Configuration,
  settings: PreviewSettings,
): void => {
  api.post('/uploads', async (context) =>
    context.json(await stageUpload(effects, await parseBody(uploadRequest, context, example)), 201),
  );

  api.post('/uploads/:upload/preview', async (context) => {
    const said = await overrideOf(context);
    const files = await previewUpload(effects, configuration, settings, context.req.param('upload'), said);
    return context.json({ files });
  });

  api.post('/uploads/:upload/confirm', async (context) => {
    const said = await overrideOf(context);
    return context.json({ object: await confirmUpload(effects, context.req.param('upload'), said) }, 202);
  });
};
