// A queue between two threads of a host program in C, for the examples of wasm_export.h.
#ifndef EXAMPLES_HOST_QUEUE_H_
#define EXAMPLES_HOST_QUEUE_H_

#include <pthread.h>
#include <stdint.h>

enum { kQueueLength = 8 };

typedef struct Queue {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  uint64_t messages[kQueueLength];
  unsigned first, count;
} Queue;

#define QUEUE_INITIALIZER \
  { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0 }

/// Waits while the queue is full.
static inline void queue_put(Queue* queue, uint64_t message) {
  pthread_mutex_lock(&queue->mutex);
  while (queue->count == kQueueLength) pthread_cond_wait(&queue->changed, &queue->mutex);
  queue->messages[(queue->first + queue->count++) % kQueueLength] = message;
  pthread_cond_broadcast(&queue->changed);
  pthread_mutex_unlock(&queue->mutex);
}

/// Waits while the queue is empty.
static inline uint64_t queue_take(Queue* queue) {
  pthread_mutex_lock(&queue->mutex);
  while (queue->count == 0) pthread_cond_wait(&queue->changed, &queue->mutex);
  const uint64_t message = queue->messages[queue->first];
  queue->first = (queue->first + 1) % kQueueLength;
  --queue->count;
  pthread_cond_broadcast(&queue->changed);
  pthread_mutex_unlock(&queue->mutex);
  return message;
}

#endif  // EXAMPLES_HOST_QUEUE_H_
