/** The calls that have been made. */
export function CallsScreen(_props: {
  readonly flow: string | null
  readonly call: string | null
}) {
  return <main className="screen" />
}
