/** Tells the process that started this one where it listens, and ends with it. */
export function announce(url) {
  process.send({ ready: url });
  process.on('disconnect', () => process.exit());
}
