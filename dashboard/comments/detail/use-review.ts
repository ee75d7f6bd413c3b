import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  ApiError,
  api,
  type CommentEntry,
  type CommentsPage,
  type Review,
  type ReviewChange,
} from '../../shared/api.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import type { CommentsText } from '../texts.ts';
import type { Words } from '../words.ts';
import { changeOf } from './review.ts';

const refusalOf = (error: Error): CommentsText => {
  if (error instanceof ApiError && error.status === 403) return 'reviewForbidden';
  return error instanceof ApiError && error.code === 'changed-meanwhile' ? 'reviewConflict' : 'reviewFailed';
};

/** Says something of a response, shows it where the response is shown, and offers to take it back. */
export const useReview = (entry: CommentEntry, { t }: Words) => {
  const client = useQueryClient();
  const { touchpoint, responseId, written } = entry;
  const put = (body: ReviewChange) => api.reviewResponse({ touchpoint, response: responseId, written, body });
  const show = (review: Review): void => {
    client.setQueriesData<CommentsPage>({ queryKey: ['comments-page'] }, (page) =>
      page === undefined
        ? page
        : {
            ...page,
            comments: page.comments.map((one) => (one.responseId === responseId ? { ...one, review } : one)),
          },
    );
  };
  const refuse = async (error: Error): Promise<void> => {
    await notify(t(refusalOf(error)));
    await client.invalidateQueries({ queryKey: ['comments-page'] });
  };
  const before = changeOf(entry);
  const takeBack = (revision: number): void => {
    put({ ...before, revision }).then(
      (review) => {
        show(review);
        void notify(t('reviewUndone'));
      },
      (error: Error) => void refuse(error),
    );
  };
  return useMutation({
    mutationFn: put,
    onSuccess: (review) => {
      show(review);
      void notify(t('reviewSaved'), () => takeBack(review.revision));
    },
    onError: refuse,
  });
};
