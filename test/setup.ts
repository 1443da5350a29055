import { url } from 'node:inspector';
import { endWhenBusyFor } from './endless-loops.ts';

// Not while somebody looks at it in a debugger, where it stands still as long as they like.
if (url() === undefined) endWhenBusyFor(60_000);
