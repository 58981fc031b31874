/** Pages of this area that share a place in the navigation. */
import { session } from '../../session/session.svelte';
import { t } from './words';

export const ORGANISATION = '/don-vi-con-nguoi';
export const ACCOUNTS = '/tai-khoan';
export const SINGLE_SIGN_ON = '/dang-nhap-mot-lan';

type Pages = (readonly [path: string, name: string])[];

export const organisationPages = (): Pages => [[ORGANISATION, t().parts.units], [`${ORGANISATION}/can-bo`, t().parts.people], [`${ORGANISATION}/nhap`, t().parts.importing]];

export const accountPages = (): Pages => [[ACCOUNTS, t().parts.accounts], ...(session.may('sso:manage') ? [[SINGLE_SIGN_ON, t().parts.sso] as const] : [])];
