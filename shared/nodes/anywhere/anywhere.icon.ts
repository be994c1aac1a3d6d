export { IconDoorEnter as icon } from '@tabler/icons-react'
