import { styleText } from 'node:util'

export function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout })
}

export function colour(verdict: string, text: string): string {
  const colours = { pass: 'green', skip: 'yellow' } as const
  return styleText(colours[verdict as keyof typeof colours] ?? 'red', text, { stream: process.stdout })
}
