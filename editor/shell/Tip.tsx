import { Tooltip, type TooltipProps } from '@mantine/core'

/** Mantine’s tooltip in a file of its own. */
export function Tip(props: TooltipProps) {
  return <Tooltip {...props} />
}
