/** The part of the bundler's interface that the build uses; the package has no types. */
declare module '@vercel/ncc' {
  export interface Bundled {
    readonly code: string
    readonly assets: Readonly<
      Record<string, { readonly source: string | Uint8Array; readonly permissions?: number }>
    >
    readonly symlinks: Readonly<Record<string, string>>
    readonly stats: { toJson(options: Readonly<Record<string, boolean>>): unknown }
  }

  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default function ncc(
    entry: string,
    options: { readonly cache: false; readonly quiet: true },
  ): Promise<Bundled>
}
