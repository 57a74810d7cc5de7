/** Returns the first items, and how many more there are, for messages that must stay short. */
export function firstOf<Item>(items: readonly Item[], limit: number, show: (item: Item) => string): string {
  const shown = items.slice(0, limit).map(show).join(', ')
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown
}

/** Returns `1 file` or `2 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
