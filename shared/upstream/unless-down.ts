import { UpstreamError } from './errors.ts';

/** What was asked for, or null where the service could not tell. A fault of our own still throws. */
export async function unlessDown<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}
