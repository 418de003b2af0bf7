import {
  BookOpen,
  Brain,
  ChartNoAxesColumn,
  Inbox,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Settings,
  Users,
} from 'lucide-react';

interface Place {
  to: string;
  label: string;
  icon: LucideIcon;
  /** On a phone it is in the bar at the bottom; the others are behind More. */
  bar?: boolean;
}
export const places: Place[] = [
  { to: '/inbox', label: 'Inbox', icon: Inbox, bar: true },
  { to: '/jobs', label: 'Jobs', icon: ListChecks, bar: true },
  { to: '/chat', label: 'Chat', icon: MessagesSquare, bar: true },
  { to: '/insights', label: 'Metrics', icon: ChartNoAxesColumn },
  { to: '/team', label: 'Team', icon: Users },
  { to: '/memory', label: 'Memory', icon: Brain },
  { to: '/knowledge', label: 'Knowledge', icon: BookOpen },
  { to: '/record', label: 'Record', icon: ScrollText },
  { to: '/settings', label: 'Settings', icon: Settings },
];
