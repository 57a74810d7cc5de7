/** Lines for which there is room without any evidence. */
const free = 4_096

/** Lines for which there is room for each count that was read. Sources have far fewer lines for each count. */
const linesForEachCount = 16

/** With more lines beyond the room, a report does not describe a source file. */
export const mostFarLines = 262_144

/**
 * Returns for how many lines an array should have room. A report can name any line number, so the room depends on how
 * many counts it has, and not on the number alone. Lines beyond the room are kept in a map.
 */
export function roomFor(line: number, seen: number, room: number): number {
  const wanted = Math.max(line + 1, Math.ceil(room * 1.5))
  return Math.max(room, Math.min(wanted, free + linesForEachCount * seen))
}
