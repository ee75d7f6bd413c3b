import { createApp } from '../lib/infra/app.ts';

createApp();
