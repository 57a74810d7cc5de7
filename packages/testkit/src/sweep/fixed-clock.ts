/** The time of a forge in a scenario, so that each world has the same commits, and with them the same digests. */
export const fixedClock = () => new Date('2026-11-21T12:00:00Z')
