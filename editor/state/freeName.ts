/** `Menu`, then `Menu 2`: names are how templates and people tell steps apart. */
export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted
  const base = wanted.replace(/ \d+$/, '').slice(0, 190)
  for (let number = 2; ; number += 1) {
    const name = `${base} ${number}`
    if (!taken.has(name)) return name
  }
}
