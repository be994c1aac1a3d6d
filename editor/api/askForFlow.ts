// First in `main.tsx`, and with next to no imports: the flow in the address is asked for before the rest of the script
// runs, so that it is there when the script is.
import { askEarly } from './earlyAnswer.ts'

const [, id] = /^\/flows\/([\w+-]+)$/.exec(window.location.pathname) ?? []
if (id !== undefined) askEarly(`/api/flows/${id}`)
