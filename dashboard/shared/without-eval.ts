import { config } from 'zod/mini';

// Before any schema is used: otherwise zod tries to compile code, which the content security policy forbids and reports.
config({ jitless: true });
