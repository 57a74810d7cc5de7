type Variables = Readonly<Record<string, string | undefined>>

export function pinnedNode(root: string, platform: string): string

export function npxCommand(
  args: readonly string[],
  machine: {
    readonly platform: string
    readonly node: string
    readonly variables: Variables
    readonly exists: (path: string) => boolean
  },
): { readonly command: string; readonly args: readonly string[] }

export function withFolderOnPath(
  variables: Variables,
  folder: string,
  platform: string,
): Record<string, string | undefined>
