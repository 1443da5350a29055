/** 1234.5 ms as `1,235 ms`, 3.21 ms as `3.2 ms`. */
export const ms = (value: number) => `${round(value)} ms`;

/** 0.987 as `98.7 %`. */
export const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;

/** Bytes as `12.3 MB`, a megabyte being 1,048,576. */
export const megabytes = (bytes: number) => `${round(bytes / 1_048_576)} MB`;

/** 1.153 as `1.15 ×`. */
export const times = (ratio: number) => `${ratio.toFixed(2)} ×`;

export function round(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
