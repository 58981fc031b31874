/** Posts whose authority can be delegated. */
import type { ResultOf } from '../../../graphql/tada';
import type { DELEGATIONS } from '../documents';

type Answer = ResultOf<typeof DELEGATIONS>;
export type Given = NonNullable<Answer['delegations']>[number];
export type Post = NonNullable<Answer['posts']>[number];

/** Those that lead and are held on a day. */
export const leadingPosts = (posts: Post[], today: string): Post[] => posts.filter(({ role, validFrom, validTo }) => role !== 'CADRE' && validFrom <= today && (!validTo || validTo > today));

/** Whether deciding on classes can go with it. */
export const ranks = (post: Post | undefined): boolean => post?.role === 'AGENCY_HEAD' || post?.role === 'PROVINCE_HEAD';
