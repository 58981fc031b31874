/** The screens of everybody who works at a desk, in the order of the navigation; apart from the shell, for a cadre's phone needs none of them. */
import { routes as catalogue } from './catalogue/routes';
import { routes as evaluating } from './evaluating/routes';
import { ofProvince, routes as ministry } from './ministry/routes';
import { routes as norms } from './norms/routes';
import { routes as onboarding } from './onboarding/routes';
import { routes as operator } from './operator/routes';
import { calendar, keeping, routes as organisation } from './organisation/routes';
import type { Route } from './routes';
import { routes as unit } from './unit/routes';
import { routes as verifying } from './verifying/routes';

export const desks: Route[] = [
  ...verifying, ...unit, ...evaluating,
  ...ministry, ...operator,
  ...onboarding, ...organisation, ...catalogue, ...norms, ...calendar, ...ofProvince, ...keeping,
];
