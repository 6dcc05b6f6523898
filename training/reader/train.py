"""Fits the line reader: python3 -m reader.train SHARDS CHECKPOINT STEPS RATE [START]

STEPS are taken in one cycle of the learning rate, RATE at most, from the weights of the checkpoint START where it is given. Weights are averaged over the last steps (exponentially), which is what is kept.
Progress and the error on the validation shards go to standard error.
"""
import copy
import sys
import time

import numpy as np
import torch
import torch.multiprocessing as mp
import torch.nn as nn

from reader.alphabet import CLASSES
from reader.generate import VALIDATION
from reader.network import build_network
from reader.shards import batches, load_shards, shard_numbers, stack

BATCH = 64
WORKERS = 2  # processes, one core each: two threads of one process wait for each other at every layer
DECAY = 0.02
EPOCH_LINES = 160_000
AVERAGE = 0.999
REPORT_EVERY = 100


def decode(logits, steps):
    """Greedy CTC: class indices of each line."""
    best = logits.argmax(1).squeeze(1).numpy()
    texts = []
    for row, count in zip(best, steps):
        codes, last = [], 0
        for code in row[:count]:
            if code != last and code:
                codes.append(int(code))
            last = code
        texts.append(codes)
    return texts


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def measure(network, lines):
    """(character error rate, share of lines exact, share of 16-digit lines exact)."""
    network.eval()
    edits = characters = exact = 0
    niks = []
    order = sorted(range(len(lines)), key=lambda i: lines[i][0].shape[1])
    with torch.no_grad():
        for at in range(0, len(order), BATCH):
            part = order[at : at + BATCH]
            data, steps, _, _ = stack(lines, part)
            logits = network(torch.from_numpy(data).to(memory_format=torch.channels_last))
            for i, codes in zip(part, decode(logits, steps)):
                truth = lines[i][1]
                edits += edit_distance(codes, truth)
                characters += len(truth)
                exact += codes == truth
                if len(truth) == 16 and all(27 <= code <= 36 for code in truth):
                    niks.append(codes == truth)
    return edits / characters, exact / len(lines), float(np.mean(niks))


def _gradients(network, criterion, lines, indices, rng):
    """The loss of one batch; gradients are left on the weights."""
    network.train()
    data, steps, targets, lengths = stack(lines, indices, rng)
    # Half precision for the products only: twice as fast where the processor knows bfloat16, and the weights stay as they are.
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(torch.from_numpy(data).to(memory_format=torch.channels_last))
    scores = logits.float().squeeze(2).permute(2, 0, 1).log_softmax(2)
    loss = criterion(scores, torch.from_numpy(targets), torch.from_numpy(steps), torch.from_numpy(lengths))
    network.zero_grad(set_to_none=False)
    loss.backward()
    return loss.item()


def _batches_for_ever(directory, rank):
    """This worker's halves of batches alike in width, so that none waits; shards may still be drawn while the first are used."""
    rng = np.random.default_rng(1)
    lines, loaded = [], set()
    while True:
        fresh = [number for number in shard_numbers(directory, VALIDATION) if number not in loaded]
        lines += load_shards(directory, fresh)
        loaded.update(fresh)
        print(f"{len(lines)} lines to choose from", file=sys.stderr, flush=True)
        for indices in batches(lines, BATCH * WORKERS, rng)[: EPOCH_LINES // BATCH // WORKERS]:
            yield lines, indices[rank::WORKERS]


def _work(rank, network, gradients, barrier, directory, checkpoint, total_steps, rate):
    """One of WORKERS processes: each takes its own batch, the first averages the gradients and moves the shared weights."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    rng = np.random.default_rng([1, rank])
    criterion = nn.CTCLoss(zero_infinity=True)
    parameters = list(network.parameters())
    if rank == 0:
        averaged = copy.deepcopy(network)
        optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=DECAY)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=total_steps + 1, pct_start=0.08)
        held = load_shards(directory, [VALIDATION])
    started, loss_sum = time.time(), 0.0
    source = _batches_for_ever(directory, rank)
    for step in range(1, total_steps + 1):
        lines, indices = next(source)
        loss_sum += _gradients(network, criterion, lines, indices, rng)
        if rank != 0:
            torch.cat([p.grad.flatten() for p in parameters], out=gradients)
        barrier.wait()
        if rank == 0:
            at = 0
            for p in parameters:
                p.grad.add_(gradients[at : at + p.numel()].view(p.shape)).div_(WORKERS)
                at += p.numel()
            nn.utils.clip_grad_norm_(parameters, 5)
            optimiser.step()
            schedule.step()
            keep = min(AVERAGE, step / (step + 20))
            with torch.no_grad():
                for mine, other in zip(averaged.state_dict().values(), network.state_dict().values()):
                    mine.mul_(keep).add_(other, alpha=1 - keep) if mine.is_floating_point() else mine.copy_(other)
        barrier.wait()
        if rank == 0 and step % REPORT_EVERY == 0:
            print(f"step {step}/{total_steps} loss {loss_sum / REPORT_EVERY:.4f} {time.time() - started:.0f} s", file=sys.stderr, flush=True)
            loss_sum = 0.0
        if rank == 0 and (step % (10 * REPORT_EVERY) == 0 or step == total_steps):
            torch.save({"weights": averaged.state_dict(), "step": step}, checkpoint)
            print("  held-back lines: CER %.4f exact %.4f 16 digits %.4f" % measure(averaged, held), file=sys.stderr, flush=True)


def train(directory, checkpoint, total_steps, rate, start):
    torch.manual_seed(1)
    network = build_network().to(memory_format=torch.channels_last)
    if start is not None:
        network.load_state_dict(torch.load(start)["weights"])
    network.share_memory()
    count = sum(p.numel() for p in network.parameters())
    print(f"{total_steps} steps of {WORKERS} × {BATCH} lines, {count} weights, {CLASSES} classes", file=sys.stderr, flush=True)
    context = mp.get_context("fork")
    arguments = (network, torch.zeros(count).share_memory_(), context.Barrier(WORKERS), directory, checkpoint, total_steps, rate)
    workers = [context.Process(target=_work, args=(rank, *arguments)) for rank in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        sys.exit("a worker failed")


if __name__ == "__main__":
    train(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5] if len(sys.argv) > 5 else None)
