"""Losses for siamese training on batches of several people with several views each."""

from __future__ import annotations

from typing import Any

from keras import ops


def pair_distances(embeddings: Any) -> Any:
    """Return the Euclidean distances of unit vectors, shape (batch, batch).

    |a - b|^2 = 2 - 2 a.b; its root has no slope at zero, so a small constant is added.

    Args:
        embeddings: Shape (batch, size), rows of length 1.
    """
    squares = 2.0 - 2.0 * ops.matmul(embeddings, ops.transpose(embeddings))
    return ops.sqrt(ops.maximum(squares, 0.0) + 1e-8)


def contrastive_loss(embeddings: Any, people: Any, margin: float = 1.0) -> Any:
    """Pull all pairs of one person together, push all pairs of two people apart.

    Formula (Hadsell, Chopra and LeCun, 2006), over every pair of the batch:

        loss = same * d**2 + (1 - same) * max(margin - d, 0)**2

    Mated and non-mated pairs count alike although there are far more of the
    latter: each kind is averaged over itself, the non-mated ones over those within
    the margin only, so that the hard ones are not lost among the easy ones.

    Args:
        embeddings: Shape (batch, size), rows of length 1.
        people: int, shape (batch,). Equal numbers are one person.
        margin: Distance beyond which a pair of two people costs nothing.

    Returns:
        A scalar: the mean of the mated costs plus the mean of the non-mated ones.
    """
    distances = pair_distances(embeddings)
    same = ops.cast(ops.equal(people[:, None], people[None, :]), distances.dtype)
    itself = ops.eye(ops.shape(distances)[0], dtype=distances.dtype)
    mated = same - itself
    pull = mated * ops.square(distances)
    short = (1.0 - same) * ops.maximum(margin - distances, 0.0)
    near = ops.cast(short > 0.0, distances.dtype)
    return ops.sum(pull) / ops.maximum(ops.sum(mated), 1.0) + ops.sum(
        ops.square(short)
    ) / ops.maximum(ops.sum(near), 1.0)


def margin_softmax_loss(cosines: Any, people: Any, margin: float, scale: float) -> Any:
    """Classify training people by direction, the right one handicapped by a margin.

    Additive margin softmax (Wang et al., 2018): cross entropy of
    scale * (cosine - margin for the right person). A warm-up for the contrastive loss.

    Args:
        cosines: Shape (batch, people), cosine to every person's own direction.
        people: int, shape (batch,).
        margin: What the right person's cosine must be better by.
        scale: Sharpness.
    """
    right = ops.one_hot(people, cosines.shape[-1], dtype=cosines.dtype)
    logits = scale * (cosines - margin * right)
    log_likelihood = ops.sum(right * logits, axis=-1) - ops.logsumexp(logits, axis=-1)
    return -ops.mean(log_likelihood)
