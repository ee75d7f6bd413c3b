import type { Context } from 'hono';
import { type MappingOverride, parseMappingFile } from '../../feedback/mapping/mapping-override.ts';
import type { ApiContext } from '../api-context.ts';
import {
  confirmUpload,
  joinUpload,
  listUploadParts,
  previewUpload,
  stageUpload,
} from '../contract/uploads.ts';
import { type Route, route } from '../route.ts';
import type { PreviewSettings } from './staged-upload.ts';

/** Loaded on demand: only these routes need the readers of file formats. */
const staging = () => import('./staged-upload.ts');
const parts = () => import('./staged-parts.ts');

/** The mapping in the body; an empty body means none. */
const overrideOf = async (context: Context): Promise<MappingOverride> => {
  const text = await context.req.text();
  return text.trim() === '' ? {} : parseMappingFile(text, 'the body');
};

/** Routes by which a page uploads a file, previews it, and has it loaded. */
export const uploadRoutes = (api: ApiContext, settings: PreviewSettings): Route[] => [
  route(stageUpload, async ({ body }) => (await staging()).stageFile(api.effects, body)),
  route(listUploadParts, async ({ params }) => (await parts()).listParts(api.effects, params.upload)),
  route(joinUpload, async ({ params }) => (await parts()).joinParts(api.effects, params.upload)),
  route(previewUpload, async ({ params }, context) => ({
    files: await (await staging()).previewStaged(
      { ...api, settings },
      params.upload,
      await overrideOf(context),
    ),
  })),
  route(confirmUpload, async ({ params }, context) => ({
    object: await (await staging()).confirmStaged(api.effects, params.upload, await overrideOf(context)),
  })),
];
