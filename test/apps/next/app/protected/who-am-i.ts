'use server';
import { auth } from 'clerk-widgets/backend/next';

export async function whoAmI(): Promise<string | null> {
  return (await auth()).userId;
}
