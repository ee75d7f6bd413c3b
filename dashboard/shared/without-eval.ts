import { config } from 'zod';

// Before any schema is used: zod would try whether it may compile code, which the content security policy forbids and reports.
config({ jitless: true });
